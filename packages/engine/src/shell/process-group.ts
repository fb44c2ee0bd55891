import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import { StepFailure } from '../errors.ts';
import type { Pipe, Pipes } from './pipes.ts';

export interface Command {
  /** Program and arguments. */
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Of stdout, and of stderr in the order of writing when that has no function of its own. */
  readonly onStdout: (chunk: Buffer) => void;
  readonly onStderr?: (chunk: Buffer) => void;
  /** Reaches a program that is no child of what was started, such as one in a container. */
  readonly interrupt?: (signal: NodeJS.Signals) => void;
  /** Everything the program wrote was handed on, also by processes it left running. */
  readonly onEnd: () => void;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Set when processes that the program left behind still hold its output open. */
  readonly leftRunning?: number;
}

/**
 * Runs a program in a process group of its own, until the program itself ends. When `signal` aborts, the whole
 * group gets SIGTERM and, should any of it outlive `graceMs`, SIGKILL. Rejects only when the program cannot be started.
 */
export async function runGroup(
  command: Command,
  pipes: Pipes,
  signal: AbortSignal,
  graceMs: number,
): Promise<Exit> {
  let turns = 0;
  const open = (hand: (chunk: Buffer) => void): Pipe =>
    pipes.open((chunk) => {
      turns += 1;
      hand(chunk);
    });
  const output = open(command.onStdout);
  const error = command.onStderr === undefined ? output : open(command.onStderr);
  const both = [...new Set([output, error])];
  const child = start(command, output, error);
  for (const pipe of both) pipe.handedOver();
  void Promise.all(both.map(({ end }) => end)).then(command.onEnd);
  using killer = killOnAbort(child, command, signal, graceMs);
  const [code, killedBy] = (await exited(child, command)) as [number | null, NodeJS.Signals | null];
  const closed = (): boolean => both.every((pipe) => pipe.closed);
  if (signal.aborted) await killer.groupEnded();
  await drained(closed, () => turns);
  const ends = Promise.all(both.map(({ end }) => end));
  if (!closed()) await Promise.race([ends, pause(lastWriterMs, undefined, { ref: false })]);
  if (closed()) return { code, signal: killedBy };
  for (const pipe of both) pipe.leaveOpen();
  return { code, signal: killedBy, leftRunning: child.pid ?? 0 };
}

/** On a busy machine the end of the last writer is told later than that of the program; then nobody is left running. */
const lastWriterMs = 100;

/** Sends a signal to every process of a group; false when nobody is left in it. */
function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, signal);
  } catch {
    return false;
  }
}

function start({ argv: [program, ...args], cwd, env }: Command, output: Pipe, error: Pipe): ChildProcess {
  return spawn(program, args, {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', output.writeEnd, error.writeEnd],
  });
}

async function exited(child: ChildProcess, { argv: [program], cwd }: Command): Promise<unknown[]> {
  return await once(child, 'exit').catch((cause: unknown) => {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    if (!existsSync(cwd))
      throw new StepFailure(`the folder ${cwd} is gone`, 'Do not delete the folder a step runs in.');
    throw new StepFailure(
      why === 'ENOENT' ? `${program}: not found` : `${program} cannot be started: ${why}`,
      'Install the program, or add its folder to PATH.',
      { cause },
    );
  });
}

interface Killer extends Disposable {
  /** Resolves when nothing of the group is left, by itself or by force. */
  groupEnded(): Promise<void>;
}

function killOnAbort(
  child: ChildProcess,
  { interrupt }: Command,
  signal: AbortSignal,
  graceMs: number,
): Killer {
  const leader = child.pid;
  let force: NodeJS.Timeout | undefined;
  const stop = (): void => {
    if (leader === undefined) return;
    if (interrupt === undefined) signalGroup(leader, 'SIGTERM');
    else interrupt('SIGTERM');
    force = setTimeout(() => {
      interrupt?.('SIGKILL');
      signalGroup(leader, 'SIGKILL');
    }, graceMs);
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  return {
    async groupEnded() {
      // The end of a group that is not made of our children is no event: it has to be looked up.
      if (leader === undefined) return;
      while (signalGroup(leader, 0)) await pause(20);
    },
    [Symbol.dispose]() {
      signal.removeEventListener('abort', stop);
      clearTimeout(force);
    },
  };
}

/**
 * What was written before the exit lies in the pipe, and a turn of the event loop reads what lies there: a turn
 * that brought nothing means that nothing is left, whoever still holds the pipe open.
 */
async function drained(closed: () => boolean, seen: () => number): Promise<void> {
  let before: number;
  do {
    before = seen();
    await setImmediate();
    await setImmediate();
  } while (!closed() && seen() !== before);
}
