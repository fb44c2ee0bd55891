import { type Command, Option } from 'commander';
import type { ExplainOptions } from './commands/explain.ts';
import type { GraphFormat } from './commands/graph.ts';
import { collect } from './arguments.ts';
import type { Context } from './context.ts';

/** The commands that read a Jenkinsfile and run nothing: `lint`, `graph`, `explain`. */
export function addJenkinsfileCommands(root: Command, context: Context): void {
  addLint(root, context);
  addGraph(root, context);
  addExplain(root, context);
}

/** `lint` alone. */
export function addLint(root: Command, context: Context): void {
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

function addGraph(root: Command, context: Context): void {
  root
    .command('graph')
    .description('Draw the stages of a Jenkinsfile')
    .argument('[file]', 'the Jenkinsfile; `-` is the standard input', 'Jenkinsfile')
    .addOption(
      new Option('--format <name>', 'how they are drawn').choices(['text', 'mermaid', 'svg']).default('text'),
    )
    .addHelpText('after', '\nExample:\n  plab graph --format svg > stages.svg')
    .action(async (file: string, { format }: { format: GraphFormat }) =>
      (await import('./commands/graph.ts')).graph(context, file, format),
    );
}

function addExplain(root: Command, context: Context): void {
  root
    .command('explain')
    .description('Say for each stage whether it would run, and which `when` decides')
    .argument('[file]', 'the Jenkinsfile; `-` is the standard input', 'Jenkinsfile')
    .option('--branch <name>', 'the branch that is built')
    .option('--tag <name>', 'the tag that is built')
    .option('--change <number>', 'the change request that is built, as with `plab run`')
    .option('--changed <path...>', 'files that changed since the last build')
    .option('--param <name=value>', 'a parameter; may be given more than once', collect, [])
    .option(
      '--env <name=value>',
      'a variable, such as CHANGE_TARGET=main; may be given more than once',
      collect,
      [],
    )
    .option('--triggered-by <cause>', 'what starts the build, such as TimerTrigger')
    .addOption(new Option('--format <name>', 'how it is told').choices(['text', 'json']).default('text'))
    .addHelpText('after', '\nExample:\n  plab explain --branch main --param DEPLOY=true')
    .action(async (file: string, options: ExplainOptions) =>
      (await import('./commands/explain.ts')).explain(context, file, options),
    );
}
