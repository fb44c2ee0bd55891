import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { noSuchBuild } from '../errors.ts';
import type { RunningBuild } from '../events/follow.ts';
import { buildNumbers, type PastBuild, pastBuild } from './past.ts';
import { isAlive, processOf } from './process.ts';

export type { PastBuild };

/** What a build of the past is at now. */
export type BuildStatus = PastBuild & { readonly running: boolean };

/** The builds of a job, newest first. */
export async function listBuilds(stateDir: string, job: string): Promise<BuildStatus[]> {
  const jobFolder = join(stateDir, 'builds', job);
  return await Promise.all(
    buildNumbers(jobFolder).map(async (number) => await status(pastBuild(jobFolder, number))),
  );
}

/** One build of a job, to be followed: the newest one without a number. Errors: PLAB_NO_SUCH_BUILD. */
export async function findBuild(stateDir: string, job: string, wanted?: number): Promise<RunningBuild> {
  const numbers = buildNumbers(join(stateDir, 'builds', job));
  const number = wanted ?? numbers[0];
  if (number === undefined || !numbers.includes(number)) throw noSuchBuild(job, wanted, numbers);
  const folder = join(stateDir, 'builds', job, String(number));
  return { job, number, folder, ...(await processOf(folder)) };
}

/** The files that a build kept, relative to its folder `artifacts`. */
export async function artifactsOf(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, 'artifacts'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(folder, 'artifacts').length + 1))
    .sort();
}

async function status(build: PastBuild): Promise<BuildStatus> {
  return { ...build, running: build.result === undefined && isAlive(await processOf(build.folder)) };
}
