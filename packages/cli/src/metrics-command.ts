import type { Command } from 'commander';
import { collect } from './arguments.ts';
import type { MetricsOptions } from './commands/metrics.ts';
import type { Context } from './context.ts';

/** `metrics`: figures of builds and deployments. */
export function addMetrics(root: Command, context: Context): void {
  root
    .command('metrics')
    .description('Print figures of all builds and deployments, for Prometheus')
    .option(
      '-d, --destination <name>',
      'ask its hosts for deployments that were made elsewhere; may be given more than once',
      collect,
      [],
    )
    .option('--format <format>', 'openmetrics, or prometheus for its older text format', 'openmetrics')
    .addHelpText(
      'after',
      '\nExamples:\n  plab metrics\n  plab metrics -d staging -d production\n  plab metrics --format prometheus | promtool check metrics\n\n`metrics:` in plab.yml has each run and deployment write them: docs/monitoring.md.',
    )
    .action(async (options: MetricsOptions) =>
      (await import('./commands/metrics.ts')).printMetrics(context, options),
    );
}
