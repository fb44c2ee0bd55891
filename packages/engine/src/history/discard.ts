import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Expression, textOf } from '@pipeline-lab/groovy';
import type { Site } from '../build/build.ts';
import { buildNumbers, type PastBuild, pastBuild } from './past.ts';
import { isAlive, processOf } from './process.ts';

/** What `buildDiscarder(logRotator(…))` says; absent: without limit. */
interface Limits {
  readonly builds?: number;
  readonly days?: number;
  readonly artifactBuilds?: number;
  readonly artifactDays?: number;
}

/**
 * Removes builds and artifacts of a job that its `buildDiscarder` does not keep. As in Jenkins, the last successful
 * build, the last stable one and those that run stay. A dry run removes none and counts for none.
 */
export async function discardBuilds(site: Site): Promise<void> {
  if (site.build.dryRun) return;
  const limits = await limitsOf(site);
  if (limits === undefined) return;
  const { jobFolder, number: own } = site.build;
  const builds = buildNumbers(jobFolder).map((number) => pastBuild(jobFolder, number));
  const kept = new Set([own, firstWith(builds, ['SUCCESS', 'UNSTABLE']), firstWith(builds, ['SUCCESS'])]);
  let index = -1;
  for (const build of builds) {
    if (build.dryRun !== true) index += 1;
    if (kept.has(build.number)) continue;
    if (build.result === undefined && isAlive(await processOf(build.folder))) continue;
    if (exceeds(build, index, limits.builds, limits.days))
      await rm(build.folder, { recursive: true, force: true });
    else if (exceeds(build, index, limits.artifactBuilds, limits.artifactDays))
      await rm(join(build.folder, 'artifacts'), { recursive: true, force: true });
  }
}

function firstWith(builds: readonly PastBuild[], results: readonly string[]): number | undefined {
  return builds.find(
    ({ result, dryRun }) => dryRun !== true && result !== undefined && results.includes(result),
  )?.number;
}

function exceeds(
  { startedAt }: PastBuild,
  index: number,
  count: number | undefined,
  days: number | undefined,
): boolean {
  if (count !== undefined && index >= count) return true;
  return days !== undefined && Date.parse(startedAt) < Date.now() - days * 86_400_000;
}

async function limitsOf(site: Site): Promise<Limits | undefined> {
  const option = site.build.pipeline.options.find(({ name }) => name === 'buildDiscarder');
  const rotator = option?.call.positional[0];
  if (rotator?.kind !== 'call') return undefined;
  const limit = async (name: string): Promise<number | undefined> => {
    const found = rotator.named.find(({ key }) => key.kind === 'literal' && key.value === name)?.value;
    const value = found === undefined ? NaN : Number.parseInt(await text(site, found), 10);
    return value >= 0 ? value : undefined;
  };
  return withoutUndefined({
    builds: await limit('numToKeepStr'),
    days: await limit('daysToKeepStr'),
    artifactBuilds: await limit('artifactNumToKeepStr'),
    artifactDays: await limit('artifactDaysToKeepStr'),
  });
}

async function text(site: Site, expression: Expression): Promise<string> {
  const value = await site.build.interpreter.evaluate(expression, site.build.hostAt(site));
  return value === null ? '' : textOf(value);
}

function withoutUndefined(limits: { [K in keyof Limits]: Limits[K] | undefined }): Limits {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
