import type { Command } from 'commander';
import type { DashboardOptions } from './commands/dashboard.ts';
import { destinationText } from './arguments.ts';
import type { Context } from './context.ts';

/** `dashboard`: one live page. */
export function addDashboard(root: Command, context: Context): void {
  root
    .command('dashboard')
    .description('Serve a live page: the app’s figures, its releases on a time line, the last builds')
    .argument('[destination]', destinationText)
    .option('-p, --port <number>', 'port on 127.0.0.1; 0: a free one', '0')
    .option('--open', 'open it in the browser')
    .option('--snapshot <file>', 'write the page as one HTML file instead, and end')
    .option('--json', 'print the address as JSON; with --snapshot: what the page shows')
    .addHelpText(
      'after',
      '\nExamples:\n  plab dashboard --open\n  plab dashboard production --port 8090\n  plab dashboard --snapshot status.html\n\nIts address holds a secret, so that other users of this machine cannot look;\n--open hands it over in a file that you alone can read. docs/dashboard.md tells more.',
    )
    .action(async (destination: string | undefined, options: DashboardOptions) =>
      (await import('./commands/dashboard.ts')).dashboard(context, destination, options),
    );
}
