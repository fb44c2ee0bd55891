import { Command, CommanderError } from 'commander';
import type { BuildProcesses } from '@pipeline-lab/engine/prepare';
import packageJson from '../package.json' with { type: 'json' };
import { StageFailure } from './commands/failure.ts';
import { type Context, contextOf } from './context.ts';
import { type Listening, listenWhenAsked } from './interruption.ts';
import { renderError } from './render/error.ts';
import { isClosedPipe } from './render/print.ts';

/** Adds commands to the command line. */
export type AddCommands = (root: Command, context: Context) => void;

/** Runs the command line. Sets the exit code: 0 done, 1 failed, 2 wrong usage, 3 unstable, 129 its terminal was closed, 130 interrupted. */
export async function runProgram(
  args: readonly string[],
  add: AddCommands,
  processes?: BuildProcesses,
): Promise<void> {
  const interruption = listenWhenAsked();
  try {
    const context = contextOf(process.env, process.cwd(), interruption, processes);
    await program(context, add).parseAsync([...args], { from: 'user' });
  } catch (error) {
    process.exitCode = exitCode(error, interruption.came);
    if (!(error instanceof CommanderError) && !(error instanceof StageFailure))
      write('stderr', `${renderError(error)}\n`);
  } finally {
    interruption.stop();
  }
}

/** Whoever reads the output (`| head`) may go, and the terminal may; what runs goes on to its end. */
export function outliveReaders(): void {
  for (const name of ['stdout', 'stderr'] as const) outliveReader(name);
}

function outliveReader(name: 'stdout' | 'stderr'): void {
  if (!process[name].listeners('error').includes(forgiveClosedPipe))
    process[name].on('error', forgiveClosedPipe);
}

function write(name: 'stdout' | 'stderr', text: string): void {
  outliveReader(name);
  process[name].write(text);
}

/** Ends this process now if all was written: taking the heap apart in order takes time, and nobody waits for it. */
export function endNow(): void {
  if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
}

function forgiveClosedPipe(error: NodeJS.ErrnoException): void {
  if (!isClosedPipe(error)) throw error;
}

function exitCode(error: unknown, came: Listening['came']): number {
  if (came === 'hang-up') return 129;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (came === 'interrupt') return 130;
  if (error instanceof StageFailure) return error.exitCode;
  return error instanceof Error && 'code' in error && usageErrors.has(error.code) ? 2 : 1;
}

const usageErrors: ReadonlySet<unknown> = new Set(['PLAB_USAGE', 'PLAB_UNREADABLE']);

function program(context: Context, add: AddCommands): Command {
  const root = new Command('plab')
    .description('From commit to production on your own servers: Jenkinsfile, image, SSH, no outage.')
    .version(packageJson.version, '-V, --version')
    .exitOverride()
    .configureOutput({ writeOut: (text) => write('stdout', text), writeErr: (text) => write('stderr', text) })
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
