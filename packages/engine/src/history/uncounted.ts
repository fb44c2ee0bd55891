import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { soFar } from '../events/follow.ts';
import { type BuildCount, countBuild } from './count.ts';
import { findBuild, listBuilds } from './job.ts';
import { buildNumbers, type PastBuild, pastBuild } from './past.ts';
import { isAlive } from './process.ts';

/**
 * Ended builds of all jobs that no ledger knows, oldest first: those that died, and those of a time without a ledger.
 * `known` tells of a job, a number and a start whether the build has been counted.
 */
export async function uncountedBuilds(
  stateDir: string,
  known: (job: string, build: Pick<PastBuild, 'number' | 'startedAt'>) => boolean,
): Promise<BuildCount[]> {
  const counts: BuildCount[] = [];
  for (const job of jobsIn(stateDir)) {
    const folder = join(stateDir, 'builds', job);
    for (const number of buildNumbers(folder).toReversed()) {
      const build = pastBuild(folder, number);
      if (build.startedAt === '' || build.dryRun === true || known(job, build)) continue;
      const count = await countOf(stateDir, job, build);
      if (count !== undefined) counts.push(count);
    }
  }
  return counts;
}

/** How many builds of each job run now; a job without one is left out. */
export async function activeBuilds(stateDir: string): Promise<Map<string, number>> {
  const active = new Map<string, number>();
  for (const job of jobsIn(stateDir)) {
    const running = (await listBuilds(stateDir, job)).filter(
      (build) => build.running && build.dryRun !== true,
    );
    if (running.length > 0) active.set(job, running.length);
  }
  return active;
}

async function countOf(stateDir: string, job: string, past: PastBuild): Promise<BuildCount | undefined> {
  const build = await findBuild(stateDir, job, past.number);
  if (past.result === undefined && isAlive(build)) return undefined;
  const counter = countBuild();
  for await (const event of soFar(build)) counter.add(event);
  const count = counter.count();
  // The end of one that died is made up when it is read.
  return count === undefined || past.result !== undefined
    ? count
    : { ...count, endedAt: past.startedAt, ms: undefined };
}

function jobsIn(stateDir: string): string[] {
  try {
    return readdirSync(join(stateDir, 'builds'));
  } catch {
    return [];
  }
}
