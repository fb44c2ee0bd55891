import type { Command } from 'commander';
import { acceptHostKey, collect } from './arguments.ts';
import type { Context } from './context.ts';

/** What makes a server ready for deployments, and tells whether it is. */
export function addHostCommands(root: Command, context: Context): void {
  const host = root.command('host').description('Set a server up for deployments, or check it');
  addSetup(host, context);
  host
    .command('check')
    .description('What a deployment needs of a host, or of each host of a destination; changes nothing')
    .argument('[host]', 'a destination of deploy.yml, or [user@]host[:port]; default: the only destination')
    .option(...acceptHostKey)
    .option('--json', 'machine-readable')
    .addHelpText('after', '\nExample:\n  plab host check production')
    .action(async (text: string | undefined, options: { json?: true; acceptHostKey: string[] }) => {
      const { check } = await import('./commands/host-check.ts');
      await check(context, text, { json: options.json === true, acceptHostKey: options.acceptHostKey });
    });
}

function addSetup(host: Command, context: Context): void {
  interface Options {
    readonly check?: true;
    readonly deployUser: string;
    readonly key?: string;
    readonly open: readonly string[];
    readonly json?: true;
    readonly acceptHostKey: string[];
  }
  host
    .command('setup')
    .description('Make a bare Debian, Ubuntu or Amazon Linux server ready; run again, it changes nothing')
    .argument('<host>', '[user@]host[:port], with a login as root or one that may use sudo')
    .option('--check', 'print what differs and change nothing; exit code 1 when something does')
    .option('--deploy-user <name>', 'user that deployments log in as', 'deploy')
    .option('--key <file>', 'public key of that user; default: the one that ssh uses for the host')
    .option(
      '--open <port>',
      'TCP port to open beside SSH, 80 and 443; may be given more than once',
      collect,
      [],
    )
    .option(...acceptHostKey)
    .option('--json', 'print the events as JSON lines')
    .addHelpText('after', '\nExample:\n  plab host setup root@203.0.113.7 --check')
    .action(async (text: string, options: Options) => {
      const { setUp } = await import('./commands/host-setup.ts');
      await setUp(context, text, {
        check: options.check === true,
        deployUser: options.deployUser,
        key: options.key,
        open: options.open,
        json: options.json === true,
        acceptHostKey: options.acceptHostKey,
      });
    });
}
