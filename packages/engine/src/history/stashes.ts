import { cp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasOption } from '../stages/around.ts';
import { argumentOf } from '../stages/options.ts';
import { textOf } from '@pipeline-lab/groovy';
import type { Build, Site } from '../build/build.ts';
import { buildNumbers, pastBuild } from './past.ts';

/** A build that starts from a stage has what the last build that kept its stashes had stashed before it. */
export async function inheritStashes({ from, jobFolder, number, folder }: Build): Promise<void> {
  if (from === undefined) return;
  for (const earlier of buildNumbers(jobFolder)) {
    const stashes = join(jobFolder, String(earlier), 'stashes');
    if (earlier >= number || !(await exists(stashes))) continue;
    await cp(stashes, join(folder, 'stashes'), {
      recursive: true,
      verbatimSymlinks: true,
      preserveTimestamps: true,
    });
    return;
  }
}

/**
 * Removes the stashes of builds that have ended, this one's among them, but for as many of the newest as
 * `preserveStashes(buildCount: n)` keeps: 1 without a number, none without the option.
 */
export async function clearStashes(site: Site): Promise<void> {
  const { jobFolder, number: own, pipeline } = site.build;
  const given = await argumentOf(site, 'preserveStashes', 'buildCount');
  const usual = hasOption(pipeline.options, 'preserveStashes') ? 1 : 0;
  const kept = given === undefined ? usual : Number(textOf(given));
  const builds = buildNumbers(jobFolder).filter((number) => number <= own);
  for (const number of builds.slice(kept)) {
    const stashes = join(jobFolder, String(number), 'stashes');
    if (!(await exists(stashes))) continue;
    const runs = number !== own && pastBuild(jobFolder, number).result === undefined;
    if (!runs) await rm(stashes, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
