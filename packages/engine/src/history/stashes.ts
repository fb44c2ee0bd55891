import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hasOption } from '../stages/around.ts';
import { argumentOf } from '../stages/options.ts';
import { textOf } from '@pipeline-lab/groovy';
import type { Build, Site } from '../build/build.ts';
import { stashesOf } from '../workspace/stashes.ts';
import { buildNumbers, pastBuild } from './past.ts';

/** A build that starts from a stage has what the last build that kept its stashes had stashed before it. */
export async function inheritStashes({ from, jobFolder, number }: Build): Promise<void> {
  if (from === undefined) return;
  const stashes = stashesOf(jobFolder);
  const last = buildNumbers(stashes).find((earlier) => earlier < number);
  if (last === undefined) return;
  await cp(join(stashes, String(last)), join(stashes, String(number)), {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
  });
}

/**
 * Removes the stashes of builds that have ended, this one's among them, but for as many of the newest as
 * `preserveStashes(buildCount: n)` keeps: 1 without a number, none without the option.
 */
export async function clearStashes(site: Site): Promise<void> {
  const { jobFolder, number: own } = site.build;
  const stashes = stashesOf(jobFolder);
  const stashed = buildNumbers(stashes).filter((number) => number <= own);
  if (stashed.length === 0) return;
  const builds = buildNumbers(jobFolder).filter((number) => number <= own);
  const kept = new Set(builds.slice(0, await keptCount(site)));
  for (const number of stashed) {
    const runs = number !== own && pastBuild(jobFolder, number).result === undefined;
    if (!runs && !kept.has(number)) await rm(join(stashes, String(number)), { recursive: true, force: true });
  }
}

async function keptCount(site: Site): Promise<number> {
  const given = await argumentOf(site, 'preserveStashes', 'buildCount');
  if (given !== undefined) return Number(textOf(given));
  return hasOption(site.build.pipeline.options, 'preserveStashes') ? 1 : 0;
}
