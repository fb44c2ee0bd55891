import type { Command } from 'commander';
import type { Context } from './context.ts';

/** What sets the lab up and takes it down: `up`, `down`, `test`. */
export function addLabCommands(root: Command, context: Context): void {
  root
    .command('up')
    .description(
      'Engine, base images, a lab host and the pipeline: everything from the last commit to a live app',
    )
    .option('-p, --port <number>', 'port of the app on this machine', '5000')
    .option('--dirty', 'run on the files as they are, not on the last commit')
    .addHelpText('after', '\nExample:\n  plab up --port 8080')
    .action(async (options: { port: string; dirty?: true }) => {
      const { up } = await import('./commands/up.ts');
      await up(context, { port: Number(options.port), dirty: options.dirty === true });
    });
  root
    .command('down')
    .description('Remove every container, volume, network and key that `up` made')
    .action(async () => (await import('./commands/down.ts')).down(context));
  root
    .command('test')
    .description("Run this project's own tests; sets up what they need")
    .option('--all', 'also the benchmarks, which write docs/benchmarks.md')
    .option('--unit', 'only the fast tests that need no engine')
    .action(async (options: { all?: true; unit?: true }) =>
      (await import('./commands/test.ts')).test(context, options),
    );
}
