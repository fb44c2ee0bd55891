import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { StepFailure } from '../errors.ts';
import type { Guard } from './guard.ts';
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

/** What ends a program from outside. */
export interface GroupLimits {
  /** Asks it to end. */
  readonly signal: AbortSignal;
  /** Ends it at once. */
  readonly force: AbortSignal;
  /** Time (ms) that it has to end when it is asked to. */
  readonly graceMs: number;
  /** Ends it when this process dies. */
  readonly guard: Guard;
}

/**
 * Runs a program in a process group of its own, until the program itself ends. When `signal` aborts, the whole
 * group gets SIGTERM and, should any of it outlive `graceMs` or when `force` aborts, SIGKILL. Rejects only when the
 * program cannot be started.
 */
export async function runGroup(command: Command, pipes: Pipes, limits: GroupLimits): Promise<Exit> {
  const { signal, guard } = limits;
  const output = pipes.open(command.onStdout);
  const error = command.onStderr === undefined ? output : pipes.open(command.onStderr);
  const both = [...new Set([output, error])];
  using handed = new DisposableStack();
  for (const pipe of both) handed.defer(() => pipe.handedOver());
  const child = start(command, output, error);
  handed.dispose();
  void Promise.all(both.map(({ end }) => end)).then(command.onEnd);
  const { pid } = child;
  using guarded = new DisposableStack();
  if (pid !== undefined) {
    guard.started(pid);
    guarded.defer(() => guard.ended(pid));
  }
  using killer = killOnAbort(child, command, limits);
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
  try {
    const stdio = ['ignore', output.writeEnd, error.writeEnd] as const;
    return spawn(program, args, { cwd, env, detached: true, stdio: [...stdio] });
  } catch (cause) {
    // Node throws some errors of the system at once, such as E2BIG.
    throw notStarted(program, cause);
  }
}

function notStarted(program: string, cause: unknown): StepFailure {
  const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  const hint =
    why === 'E2BIG'
      ? 'Its arguments and the environment are too long: put what is long into a file.'
      : 'Install the program, or add its folder to PATH.';
  const what = why === 'ENOENT' ? 'not found' : `cannot be started: ${why}`;
  return new StepFailure(why === 'ENOENT' ? `${program}: ${what}` : `${program} ${what}`, hint, { cause });
}

async function exited(child: ChildProcess, { argv: [program], cwd }: Command): Promise<unknown[]> {
  return await once(child, 'exit').catch((cause: unknown) => {
    if (!existsSync(cwd))
      throw new StepFailure(`the folder ${cwd} is gone`, 'Do not delete the folder a step runs in.');
    throw notStarted(program, cause);
  });
}

interface Killer extends Disposable {
  /** Resolves when nothing of the group is left, by itself or by force. */
  groupEnded(): Promise<void>;
}

function killOnAbort(
  child: ChildProcess,
  { interrupt }: Command,
  { signal, force, graceMs }: GroupLimits,
): Killer {
  const leader = child.pid;
  let timer: NodeJS.Timeout | undefined;
  const killed = new AbortController();
  const kill = (): void => {
    clearTimeout(timer);
    interrupt?.('SIGKILL');
    if (leader !== undefined) signalGroup(leader, 'SIGKILL');
    killed.abort();
  };
  const stop = (): void => {
    if (leader === undefined) return;
    if (interrupt === undefined) signalGroup(leader, 'SIGTERM');
    else interrupt('SIGTERM');
    timer = setTimeout(kill, graceMs);
  };
  force.addEventListener('abort', kill, { once: true });
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  if (force.aborted) kill();
  return {
    async groupEnded() {
      // The end of a group that is not made of our children is no event: it has to be looked up.
      if (leader === undefined) return;
      // What got SIGKILL may stay on as a zombie where nobody collects it: that is not waited for.
      while (!killed.signal.aborted && signalGroup(leader, 0)) await pause(20);
    },
    [Symbol.dispose]() {
      signal.removeEventListener('abort', stop);
      force.removeEventListener('abort', kill);
      clearTimeout(timer);
    },
  };
}
