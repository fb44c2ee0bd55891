import { Command, CommanderError } from 'commander';
import { type Context, contextOf } from './context.ts';
import { addJenkinsfileCommands } from './jenkinsfile-commands.ts';
import { renderError } from './render/error.ts';
import { StageFailure } from './commands/failure.ts';
import { addBuildCommands } from './build-commands.ts';
import { collect } from './collect.ts';
import { addSecretCommands } from './secret-commands.ts';

/** Ctrl-C, an orderly end, a terminal that was closed. */
const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs the command line. Sets the exit code: 0 done, 1 failed, 2 wrong usage, 3 unstable, 130 interrupted. */
export async function runProgram(args: readonly string[], version: string): Promise<void> {
  const interrupted = new AbortController();
  const forced = new AbortController();
  const interrupt = (): void => {
    if (interrupted.signal.aborted) return forced.abort(new Error('interrupted'));
    console.error(
      '\nplab: stopping; what serves stays as it is. Once more stops a build without its post blocks',
    );
    interrupted.abort(new Error('interrupted'));
  };
  for (const name of interrupts) process.on(name, interrupt);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', forgiveClosedPipe);
  try {
    const context = contextOf(process.env, process.cwd(), interrupted.signal, forced.signal);
    await program(context, version).parseAsync([...args], { from: 'user' });
  } catch (error) {
    process.exitCode = exitCode(error, interrupted.signal);
    if (!(error instanceof CommanderError) && !(error instanceof StageFailure))
      console.error(renderError(error));
  } finally {
    for (const name of interrupts) process.off(name, interrupt);
  }
}

/** Whoever read the output (`| head`) has gone; what runs goes on to its end. */
function forgiveClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function exitCode(error: unknown, interrupted: AbortSignal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (interrupted.aborted) return 130;
  if (error instanceof StageFailure) return error.exitCode;
  return error instanceof Error && 'code' in error && usageErrors.has(error.code) ? 2 : 1;
}

const usageErrors: ReadonlySet<unknown> = new Set(['PLAB_USAGE', 'PLAB_UNREADABLE']);

function program(context: Context, version: string): Command {
  const root = new Command('plab')
    .description('From commit to production on your own servers: Jenkinsfile, image, SSH, no outage.')
    .version(version, '-V, --version')
    .exitOverride()
    .showHelpAfterError('Run plab --help for the list of commands.')
    .addHelpText('after', examples);
  addLabCommands(root, context);
  addBuildCommands(root, context);
  addPipelineCommands(root, context);
  addJenkinsfileCommands(root, context);
  addSecretCommands(root, context);
  addDeployCommands(root, context);
  return root;
}

const examples = `
Examples:
  plab up                       set everything up, run the pipeline, leave the app live
  plab run                      run the Jenkinsfile of this repository
  plab deploy production        ship the image and move the traffic to it
  plab status                   what serves, and what a roll-back would go to
  plab rollback                 go back one release`;

function addLabCommands(root: Command, context: Context): void {
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

function addPipelineCommands(root: Command, context: Context): void {
  root
    .command('build')
    .description('Build the image that deploy.yml describes')
    .option('-t, --tag <name>', 'name of the image; may be given more than once', collect, [])
    .option(
      '--build-arg <name=value>',
      'argument of the Dockerfile; may be given more than once',
      collect,
      [],
    )
    .option('--prune', 'remove dangling images afterwards')
    .addHelpText('after', '\nExample:\n  plab build --tag task-api:42 --tag task-api:latest --prune')
    .action(async (options: { tag: string[]; buildArg: string[]; prune?: true }) => {
      const { build } = await import('./commands/build.ts');
      await build(context, { tags: options.tag, arguments: options.buildArg, prune: options.prune === true });
    });
}

function addDeployCommands(root: Command, context: Context): void {
  root
    .command('deploy')
    .description('Ship an image to the hosts of a destination and move the traffic to it')
    .argument('[destination]', 'a destination of deploy.yml; default: the only one')
    .option('-i, --image <reference>', 'image in the local engine; default: <app>:latest')
    .option(
      '--canary [percents]',
      'give the release these shares of the traffic first, such as 10% or 1,10,50; without any: 1,10,50',
    )
    .option('--json', 'print the events as JSON lines')
    .addHelpText('after', '\nExample:\n  plab deploy production --image task-api:42')
    .action(
      async (
        destination: string | undefined,
        options: { image?: string; canary?: string | true; json?: true },
      ) => {
        const { deployTo } = await import('./commands/deploy.ts');
        const { image, canary, json } = options;
        await deployTo(context, { destination, image, canary, json: json === true });
      },
    );
  root
    .command('rollback')
    .description('Go back to the release that served before, or to a named one')
    .argument('[release]', 'beginning of a release id; `plab status` lists them')
    .option('-d, --destination <name>', 'a destination of deploy.yml; default: the only one')
    .option('--json', 'print the events as JSON lines')
    .action(async (release: string | undefined, options: { destination?: string; json?: true }) => {
      const { rollBack } = await import('./commands/deploy.ts');
      await rollBack(context, { destination: options.destination, release, json: options.json === true });
    });
  root
    .command('status')
    .description('What every host serves and keeps')
    .argument('[destination]', 'a destination of deploy.yml; default: the only one')
    .option('--json', 'machine-readable')
    .action(async (destination: string | undefined, options: { json?: true }) => {
      const { showStatus } = await import('./commands/status.ts');
      await showStatus(context, { destination, json: options.json === true });
    });
  root
    .command('verify')
    .description('Ask the public health path of a destination and compare what it says')
    .argument('[destination]', 'a destination of deploy.yml; default: the only one')
    .option('-e, --expect <name=value>', 'a field of the answer; may be given more than once', collect, [])
    .addHelpText('after', '\nExample:\n  plab verify production --expect build_number=42')
    .action(async (destination: string | undefined, options: { expect: string[] }) => {
      const { verify } = await import('./commands/verify.ts');
      await verify(context, { destination, expected: options.expect });
    });
}
