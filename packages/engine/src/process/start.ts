import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Head } from '../build/head.ts';
import type { BuildRequest } from '../build/request.ts';
import { type Read, readSource } from '../build/source.ts';
import { badJobName, diskFull } from '../errors.ts';
import type { RunningBuild } from '../events/follow.ts';
import { journalFile } from '../events/journal.ts';
import { isAlive, noteProcess, processNow, signalProcess } from '../history/process.ts';
import { type BuildProcesses, buildProcesses } from './prepare.ts';

/** What the process of a build is told. */
export interface Order {
  readonly request: BuildRequest;
  readonly number: number;
  readonly folder: string;
  /** Read while the process loads; absent when that failed: the build itself finds out why, and tells it. */
  readonly read?: Read | undefined;
}

/**
 * Starts a build as a process of its own, which goes on when this one ends. Its journal is in the build's folder,
 * `<stateDir>/builds/<job>/<number>`. `head` saves time when it is what the build is to run. Errors: PLAB_BAD_JOB_NAME, PLAB_DISK_FULL; everything else is told by the journal.
 */
export async function startBuild(
  request: BuildRequest,
  processes: BuildProcesses = buildProcesses(request.stateDir),
  head?: Head,
): Promise<RunningBuild> {
  try {
    return await start(request, processes, head);
  } catch (error) {
    const full = error instanceof Error && 'code' in error && /^(?:ENOSPC|EDQUOT)$/.test(String(error.code));
    throw full ? diskFull(request.stateDir, error) : error;
  }
}

async function start(
  request: BuildRequest,
  processes: BuildProcesses,
  head: Head | undefined,
): Promise<RunningBuild> {
  const { job } = request;
  if (!/^[\w][\w.-]{0,99}$/.test(job)) throw badJobName(job);
  const reading = readSource(request, new AbortController().signal, head).catch(() => undefined);
  const { number, folder } = await nextFolder(join(request.stateDir, 'builds', job));
  const { pid, order, logTo } = processes.take();
  logTo(join(folder, 'process.log'));
  const id = processNow(pid);
  await noteProcess(folder, id);
  // The request may hold secrets: it is handed over, not written down.
  order(JSON.stringify({ request, number, folder, read: await reading } satisfies Order));
  return { job, number, folder, ...id };
}

/** Asks a build to stop: its steps end, its `post` blocks run, its result is ABORTED. */
export function abort(build: RunningBuild): void {
  const listens = (): boolean => existsSync(journalFile(build.folder));
  if (listens()) return signalProcess(build, 'SIGTERM');
  // Its process only just starts: it takes the signal for its death until its journal is there.
  const soon = setInterval(() => {
    if (!listens() && isAlive(build)) return;
    clearInterval(soon);
    signalProcess(build, 'SIGTERM');
  }, 20);
}

/** Takes the next build number by making its folder, which only one process can. */
async function nextFolder(parent: string): Promise<{ number: number; folder: string }> {
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const numbers = (await readdir(parent)).map(Number).filter(Number.isInteger);
  for (let number = Math.max(0, ...numbers) + 1; ; number += 1) {
    const folder = join(parent, String(number));
    try {
      await mkdir(folder, { mode: 0o700 });
      return { number, folder };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
