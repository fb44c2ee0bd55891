import { type Command, Option } from 'commander';
import type { Context } from './context.ts';

/** The commands that read a Jenkinsfile and run nothing: `lint`, `graph`, `explain`. */
export function addJenkinsfileCommands(root: Command, context: Context): void {
  addLint(root, context);
}

function addLint(root: Command, context: Context): void {
  root
    .command('lint')
    .description('Check Jenkinsfiles without running them; exit code 1 when there are findings')
    .argument('[files...]', 'default: Jenkinsfile; `-` is the standard input')
    .addOption(
      new Option('--format <name>', 'how findings are printed')
        .choices(['text', 'json', 'sarif', 'github'])
        .default('text'),
    )
    .addHelpText('after', '\nExample:\n  plab lint Jenkinsfile ci/*.Jenkinsfile --format sarif > lint.sarif')
    .action(async (files: string[], { format }: { format: string }) =>
      (await import('./commands/lint.ts')).lint(context, files, format),
    );
}
