import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
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
  /** Work to be done before the program starts, and after it has ended: its files go elsewhere and come back. */
  readonly before?: () => Promise<void>;
  readonly after?: () => Promise<void>;
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
  const output = pipes.open(command.onStdout);
  const error = command.onStderr === undefined ? output : pipes.open(command.onStderr);
  const both = [...new Set([output, error])];
  const child = start(command, output, error);
  for (const pipe of both) pipe.handedOver();
  void Promise.all(both.map(({ end }) => end)).then(command.onEnd);
  using killer = killOnAbort(child, command, signal, graceMs);
  const [code, killedBy] = (await exited(child, command)) as [number | null, NodeJS.Signals | null];
  if (signal.aborted) await killer.groupEnded();
  const drained = both.map((pipe) => pipe.drain());
  if (drained.every(Boolean)) {
    await Promise.all(both.map(({ end }) => end));
    return { code, signal: killedBy };
  }
  for (const pipe of both) pipe.leaveOpen();
  return { code, signal: killedBy, leftRunning: child.pid ?? 0 };
}

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
  const killed = new AbortController();
  const stop = (): void => {
    if (leader === undefined) return;
    if (interrupt === undefined) signalGroup(leader, 'SIGTERM');
    else interrupt('SIGTERM');
    force = setTimeout(() => {
      interrupt?.('SIGKILL');
      signalGroup(leader, 'SIGKILL');
      killed.abort();
    }, graceMs);
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  return {
    async groupEnded() {
      // The end of a group that is not made of our children is no event: it has to be looked up.
      if (leader === undefined) return;
      // What got SIGKILL may stay on as a zombie where nobody collects it: that is not waited for.
      while (!killed.signal.aborted && signalGroup(leader, 0)) await pause(20);
    },
    [Symbol.dispose]() {
      signal.removeEventListener('abort', stop);
      clearTimeout(force);
    },
  };
}
