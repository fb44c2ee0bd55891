import { Command, CommanderError } from 'commander';
import type { BuildProcesses } from '@pipeline-lab/engine/prepare';
import packageJson from '../package.json' with { type: 'json' };
import { StageFailure } from './commands/failure.ts';
import { type Context, contextOf } from './context.ts';
import { renderError } from './render/error.ts';

/** Ctrl-C, an orderly end. */
const interrupts = ['SIGINT', 'SIGTERM'] as const;

/** Adds commands to the command line. */
export type AddCommands = (root: Command, context: Context) => void;

/** Runs the command line. Sets the exit code: 0 done, 1 failed, 2 wrong usage, 3 unstable, 129 its terminal was closed, 130 interrupted. */
export async function runProgram(
  args: readonly string[],
  add: AddCommands,
  processes?: BuildProcesses,
): Promise<void> {
  const interrupted = new AbortController();
  const hungUp = new AbortController();
  const forced = new AbortController();
  const interrupt = (): void => {
    if (interrupted.signal.aborted) return forced.abort(new Error('interrupted'));
    console.error(
      '\nplab: stopping; what serves stays as it is. Once more stops a build without its post blocks',
    );
    interrupted.abort(new Error('interrupted'));
  };
  const hangUp = (): void => hungUp.abort(new Error('the terminal was closed'));
  for (const name of interrupts) process.on(name, interrupt);
  process.on('SIGHUP', hangUp);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', forgiveClosedPipe);
  try {
    const context = contextOf(process.env, process.cwd(), {
      interrupted: interrupted.signal,
      hungUp: hungUp.signal,
      force: forced.signal,
    });
    await program({ ...context, processes }, add).parseAsync([...args], { from: 'user' });
  } catch (error) {
    process.exitCode = hungUp.signal.aborted ? 129 : exitCode(error, interrupted.signal);
    if (!(error instanceof CommanderError) && !(error instanceof StageFailure))
      console.error(renderError(error));
  } finally {
    for (const name of interrupts) process.off(name, interrupt);
    process.off('SIGHUP', hangUp);
  }
}

/** Ends this process now if all was written: taking the heap apart in order takes time, and nobody waits for it. */
export function endNow(): void {
  if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
}

/** Whoever read the output (`| head`) has gone, or the terminal has; what runs goes on to its end. */
function forgiveClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
}

function exitCode(error: unknown, interrupted: AbortSignal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (interrupted.aborted) return 130;
  if (error instanceof StageFailure) return error.exitCode;
  return error instanceof Error && 'code' in error && usageErrors.has(error.code) ? 2 : 1;
}

const usageErrors: ReadonlySet<unknown> = new Set(['PLAB_USAGE', 'PLAB_UNREADABLE']);

function program(context: Context, add: AddCommands): Command {
  const root = new Command('plab')
    .description('From commit to production on your own servers: Jenkinsfile, image, SSH, no outage.')
    .version(packageJson.version, '-V, --version')
    .exitOverride()
    .showHelpAfterError('Run plab --help for the list of commands.')
    .addHelpText('after', examples);
  add(root, context);
  return root;
}

const examples = `
Examples:
  plab up                       set everything up, run the pipeline, leave the app live
  plab run                      run the Jenkinsfile of this repository
  plab deploy production        ship the image and move the traffic to it
  plab status                   what serves, and what a roll-back would go to
  plab rollback                 go back one release`;
