import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A process, and not another one that got its number later. */
export interface ProcessId {
  /** Undefined: there is none. */
  readonly pid: number | undefined;
  /** When it started, in the words of the operating system; absent where it does not tell. */
  readonly pidStart?: string;
}

const pidFile = (folder: string): string => join(folder, 'pid');

/** What is known of a process that runs now. */
export function processNow(pid: number | undefined): ProcessId {
  const start = pid === undefined ? undefined : startOf(pid);
  return { pid, ...(start === undefined ? {} : { pidStart: start }) };
}

/** Notes which process runs the build of a folder. */
export async function noteProcess(folder: string, { pid, pidStart = '' }: ProcessId): Promise<void> {
  await writeFile(pidFile(folder), `${pid ?? ''} ${pidStart}\n`, { mode: 0o600 });
}

/** The process of the build of a folder, whether it still runs or not. */
export async function processOf(folder: string): Promise<ProcessId> {
  const text = await readFile(pidFile(folder), 'utf8').catch(() => '');
  const [, number, start = ''] = /^(\d+) ?(.*)/.exec(text) ?? [];
  const pid = Number(number ?? 0);
  return { pid: pid > 0 ? pid : undefined, ...(start === '' ? {} : { pidStart: start }) };
}

/** Whether that very process still runs. */
export function isAlive({ pid, pidStart }: ProcessId): boolean {
  if (pid === undefined || !exists(pid)) return false;
  const start = startOf(pid);
  return start !== ended && (pidStart === undefined || start === undefined || start === pidStart);
}

/** Sends a signal to that very process, if it still runs. */
export function signalProcess(id: ProcessId, signal: NodeJS.Signals): void {
  if (id.pid === undefined || !isAlive(id)) return;
  try {
    process.kill(id.pid, signal);
  } catch {
    // It ended just now, or belongs to another user.
  }
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Stands for a process that has ended, and that nobody has asked about. */
const ended = 'ended';

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: field 3 is the state, field 22 the start. */
function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const [state, ...others] = statOf(pid).split(' ');
    return state === 'Z' || state === 'X' ? ended : others[18];
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** What follows the name of the program, which may hold anything. */
function statOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2);
  } catch {
    return '';
  }
}
