import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { BuildsOptions, LogOptions } from './commands/builds.ts';
import type { RunCommandOptions } from './commands/run.ts';
import type { Context } from './context.ts';
import { collect } from './arguments.ts';
import { badUsage } from './errors.ts';

const otherJob = 'a job that the step `build` started; default: this repository';

/** `run`, and what looks at builds of the past: `builds`, `show`, `logs`. */
export function addBuildCommands(root: Command, context: Context): void {
  addRun(root, context);
  root
    .command('builds')
    .description('List the builds of this repository')
    .option('--job <name>', otherJob)
    .option('--json', 'machine-readable')
    .addHelpText('after', '\nExample:\n  plab builds --json')
    .action(async (options: BuildsOptions) =>
      (await import('./commands/builds.ts')).builds(context, options),
    );
  root
    .command('show')
    .description('Show how a build went: stages, failures, tests, artifacts')
    .argument('[number]', 'default: the last one')
    .option('--job <name>', otherJob)
    .option('--json', 'machine-readable')
    .addHelpText('after', '\nExamples:\n  plab show\n  plab show 42 --json')
    .action(async (number: string | undefined, options: BuildsOptions) =>
      (await import('./commands/builds.ts')).show(context, number, options),
    );
  root
    .command('logs')
    .description('Print the log of a build, or with a destination what the application writes there')
    .argument('[what]', 'number of a build or name of a destination; default: the last build')
    .option('--job <name>', otherJob)
    .option('--stage <name>', 'of a build: only of this stage and those inside')
    .option('-f, --follow', 'go on as long as the build or the release runs')
    .option('--format <format>', 'of a build: plain, json or jenkins; default: only the lines')
    .option('--release <id>', 'of an application: a kept release; default: the one that serves')
    .option('--role <name>', 'of an application: only this role, `web` being what serves; default: all')
    .option('-n, --tail <lines>', 'of an application: lines of the past', '100')
    .option('--json', 'one JSON object a line: of a build the same as --format json')
    .addHelpText('after', '\nExamples:\n  plab logs 42 --stage Test\n  plab logs production --follow')
    .action(async (what: string | undefined, options: LogOptions & AppLogOptions) => {
      if (what === undefined || /^\d+$/.test(what))
        return await (await import('./commands/builds.ts')).logs(context, what, options);
      requireDestinations(context.cwd, what);
      const { showAppLogs } = await import('./commands/release-container.ts');
      const { release, role, tail, follow, json } = options;
      await showAppLogs(context, {
        destination: what,
        release,
        role,
        tail,
        follow: follow === true,
        json: json === true,
      });
    });
}

/** Without a deploy.yml a wrong word was meant to be a build. */
function requireDestinations(cwd: string, what: string): void {
  if (!existsSync(join(cwd, 'deploy.yml')))
    throw badUsage(
      `${what} is not the number of a build, and without a deploy.yml here there is no such destination`,
      '`plab builds` lists the builds.',
    );
}

interface AppLogOptions {
  readonly release?: string;
  readonly role?: string;
  readonly tail: string;
  readonly json?: true;
}

/** `run` alone. */
export function addRun(root: Command, context: Context): void {
  root
    .command('run')
    .description('Run the Jenkinsfile of this repository on its last commit')
    .argument('[file]', 'the Jenkinsfile; default: Jenkinsfile at the top of the repository')
    .option('-p, --param <name=value>', 'a parameter; may be given more than once', collect, [])
    .option('--stage <name>', 'run only this stage')
    .option('--from <name>', 'start again from this stage')
    .option('--branch <name>', 'the branch that `when` sees')
    .option('--tag <name>', 'the tag that `when` sees')
    .option('--change <id>', 'the change request that `when` sees: 42 or 42,target=main,author=bob')
    .option('--env-file <file>', 'variables for the steps; may be given more than once', collect, [])
    .option('--secret-file <file>', 'the same, masked in every log', collect, [])
    .option('--agent <label=place>', 'where a label leads: local, an image, or ssh:user@host', collect, [])
    .option('--input <id=answer>', 'the answer to an `input`: proceed, abort or a value', collect, [])
    .option('--watch', 'run again after every change, on the files as they are')
    .option('--dry-run', 'open every stage and run no step')
    .option('--dirty', 'run on the files as they are, not on the last commit')
    .option('--timeout <time>', 'abort after this time: 90s, 10m, 1h30m')
    .option('--unknown-step <fail|late|warn>', 'what a step does that is not known here', 'fail')
    .option('--format <format>', 'pretty, plain, json or jenkins; default: pretty on a terminal, else plain')
    .option('--json', 'the same as --format json')
    .option('-C, --directory <folder>', 'the folder to work in')
    .addHelpText('after', '\nExamples:\n  plab run --param env=test\n  plab run --stage Test --dirty --watch')
    .action(async (file: string | undefined, options: RunCommandOptions) => {
      const { run } = await import('./commands/run.ts');
      await run(context, file === undefined ? options : { ...options, file });
    });
}
