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
    .option(
      '--monitoring [port]',
      'also Prometheus on this port (9090) and Alertmanager on the third one after it, with the files of monitoring/',
    )
    .addHelpText('after', '\nExamples:\n  plab up --port 8080\n  plab up --monitoring')
    .action(async (options: { port: string; dirty?: true; monitoring?: string | true }) => {
      const { up } = await import('./commands/up.ts');
      const { port, dirty = false, monitoring } = options;
      await up(context, { port, dirty, monitoring: monitoring === true ? '9090' : monitoring });
    });
  root
    .command('down')
    .description('Remove every container, volume, network and key that `up` made')
    .addHelpText('after', '\nExample:\n  plab down')
    .action(async () => (await import('./commands/down.ts')).down(context));
  root
    .command('test')
    .description("Run this project's own tests; sets up what they need")
    .option(
      '--all',
      'also what takes hours: every fault, every engine, and the benchmarks, which write their pages',
    )
    .option('--unit', 'only the fast tests that need no engine')
    .addHelpText('after', '\nExamples:\n  plab test\n  plab test --unit')
    .action(async (options: { all?: true; unit?: true }) =>
      (await import('./commands/test.ts')).test(context, options),
    );
}
