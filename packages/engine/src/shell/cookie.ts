import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { GroupLimits } from './process-group.ts';

/**
 * The variable by which Jenkins finds what the steps of a `node` left behind: a step that sets it to something else,
 * such as `dontKillMe`, leaves its processes to themselves.
 */
export const nodeCookie = 'JENKINS_NODE_COOKIE';

/** What all programs of one `node` carry. Where none was started, nothing is marked and nothing is looked for. */
export interface NodeCookie extends AsyncDisposable {
  readonly value: string;
  /** A program that carries it is about to start. */
  carried(): void;
}

/** No other has it, nor had it, since this machine started. */
export function newCookie(): string {
  return `durable-${process.pid}-${process.hrtime.bigint()}`;
}

/** Its disposal ends what the steps left behind. */
export function newNodeCookie(limits: Pick<GroupLimits, 'graceMs' | 'force' | 'guard'>): NodeCookie {
  const value = newCookie();
  let used = false;
  return {
    value,
    carried() {
      if (!used) limits.guard.marks(value);
      used = true;
    },
    async [Symbol.asyncDispose]() {
      if (!used) return;
      await endProcesses(nodeCookie, value, limits);
      limits.guard.unmarks(value);
    },
  };
}

/** The same for one step, which has ended them when it is aborted. */
export const stepCookie = 'JENKINS_SERVER_COOKIE';

/**
 * Ends every process of this machine that has a value of a variable, whatever group or session it is in: with SIGTERM,
 * and with SIGKILL what outlives `graceMs`, or when `force` aborts. Linux alone tells of the variables of others.
 */
export async function endProcesses(
  variable: string,
  value: string,
  { graceMs, force }: Pick<GroupLimits, 'graceMs' | 'force'>,
): Promise<void> {
  const entry = Buffer.from(`${variable}=${value}\0`);
  const asked = new Set<number>();
  const until = Date.now() + graceMs;
  for (;;) {
    const living = processesWith(entry);
    if (living.length === 0) return;
    if (force.aborted || Date.now() >= until) return signalEach(living, 'SIGKILL');
    signalEach(
      living.filter((pid) => !asked.has(pid)),
      'SIGTERM',
    );
    for (const pid of living) asked.add(pid);
    // The end of a process that is not our child is no event.
    await pause(20);
  }
}

function signalEach(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids)
    try {
      process.kill(pid, signal);
    } catch {
      // It ended just now.
    }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_environ.5.html; what belongs to other users cannot be read. */
function processesWith(entry: Buffer): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && environmentOf(pid).includes(entry));
}

function environmentOf(pid: number): Buffer {
  try {
    return readFileSync(`/proc/${pid}/environ`);
  } catch {
    return Buffer.alloc(0);
  }
}
