import { Argument, type Command } from 'commander';
import type { Context } from './context.ts';

const destinationText = 'a destination of deploy.yml; default: the only one';

/** What is done to the proxies of a destination, beside deployments. */
export function addProxyCommands(root: Command, context: Context): void {
  root
    .command('maintenance')
    .description('Answer 503 with the maintenance page, or serve again')
    .addArgument(new Argument('<state>', 'on or off').choices(['on', 'off']))
    .argument('[destination]', destinationText)
    .addHelpText('after', '\nExample:\n  plab maintenance on production')
    .action(async (state: string, destination: string | undefined) => {
      const { maintain } = await import('./commands/proxy.ts');
      await maintain(context, { destination, on: state === 'on' });
    });
  root
    .command('certificates')
    .description('Renew the certificates that end within 30 days; for cron')
    .addArgument(new Argument('<action>', 'renew').choices(['renew']))
    .argument('[destination]', destinationText)
    .option('--all', 'also those that last longer')
    .option('--json', 'machine-readable')
    .addHelpText('after', '\nExample:\n  plab certificates renew production')
    .action(async (_action: string, destination: string | undefined, { all, json }: Options) => {
      const { renew } = await import('./commands/proxy.ts');
      await renew(context, { destination, all: all === true, json: json === true });
    });
}

interface Options {
  readonly all?: true;
  readonly json?: true;
}
