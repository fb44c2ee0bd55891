import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

export interface Command {
  /** Program and arguments. */
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onStdout: (chunk: Buffer) => void;
  readonly onStderr: (chunk: Buffer) => void;
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
 * group gets SIGTERM; whoever of it still holds the output open after `graceMs` gets SIGKILL, and only then is the
 * program over: what it started may have something to put right first. Rejects only when the program cannot be started.
 */
export async function runGroup(command: Command, signal: AbortSignal, graceMs: number): Promise<Exit> {
  const [program, ...args] = command.argv;
  const { cwd, env } = command;
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const killing = killOnAbort(child, signal, graceMs);
  let turns = 0;
  const count = (hand: (chunk: Buffer) => void) => (chunk: Buffer) => {
    turns += 1;
    hand(chunk);
  };
  child.stdout.on('data', count(command.onStdout));
  child.stderr.on('data', count(command.onStderr));
  let closed = false;
  const close = new Promise<void>((resolve) => {
    child.once('close', () => {
      closed = true;
      command.onEnd();
      resolve();
    });
  });
  try {
    const [code, killedBy] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    if (signal.aborted) await Promise.race([close, killing.done]);
    await drained(
      () => closed,
      () => turns,
    );
    if (closed) return { code, signal: killedBy };
    leaveOpen(child.stdout);
    leaveOpen(child.stderr);
    return { code, signal: killedBy, leftRunning: child.pid ?? 0 };
  } finally {
    killing.stop();
  }
}

/** Sends a signal to every process of a group; a group that is gone is no error. */
export function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // Nobody is left in the group.
  }
}

interface Killing {
  /** Resolves when the whole group has got SIGKILL. */
  readonly done: Promise<void>;
  /** Ends it all: after an abort, nobody of the group is left. */
  readonly stop: () => void;
}

function killOnAbort(child: ChildProcess, signal: AbortSignal, graceMs: number): Killing {
  const { promise: done, resolve } = Promise.withResolvers<void>();
  let killer: NodeJS.Timeout | undefined;
  const kill = (): void => {
    if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
    resolve();
  };
  const terminate = (): void => {
    if (child.pid !== undefined) signalGroup(child.pid, 'SIGTERM');
    killer = setTimeout(kill, graceMs);
  };
  signal.addEventListener('abort', terminate, { once: true });
  if (signal.aborted) terminate();
  const stop = (): void => {
    signal.removeEventListener('abort', terminate);
    clearTimeout(killer);
    if (signal.aborted) kill();
  };
  return { done, stop };
}

/**
 * What was written before the exit lies in the pipe, and a turn of the event loop reads what lies there: a turn
 * that brought nothing means that nothing is left, whoever still holds the pipe open.
 */
async function drained(closed: () => boolean, seen: () => number): Promise<void> {
  const turn = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));
  let before: number;
  do {
    before = seen();
    await turn();
    await turn();
  } while (!closed() && seen() !== before);
}

/** A process that was left running may go on writing, without keeping the build alive. */
function leaveOpen(stream: Readable): void {
  if ('unref' in stream && typeof stream.unref === 'function') stream.unref();
}
