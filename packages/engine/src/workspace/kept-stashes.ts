import { cp, rm } from 'node:fs/promises';
import { textOf } from '@pipeline-lab/groovy';
import type { Build, Site } from '../build/build.ts';
import { buildNumbers, pastBuild } from '../history/past.ts';
import { valuesOf } from '../stages/options.ts';
import { stashesOf } from './stashes.ts';

/** A build that starts again from a stage has the stashes of the one before, as far as that kept them. */
export async function takeStashes({ from, folder, previous }: Build): Promise<void> {
  const before = from === undefined ? undefined : previous();
  if (before === undefined) return;
  await cp(stashesOf(before.folder), stashesOf(folder), {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
  }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  });
}

/** Stashes end with their build, but for those of the last builds that `preserveStashes` names. */
export async function clearStashes(site: Site): Promise<void> {
  const { folder, number, jobFolder, pipeline } = site.build;
  const option = pipeline.options.find(({ name }) => name === 'preserveStashes');
  if (option === undefined) return await rm(stashesOf(folder), { recursive: true, force: true });
  const kept = Number(textOf((await valuesOf(site, option)).get('buildCount') ?? 1));
  const ended = buildNumbers(jobFolder).filter(
    (each) => each === number || pastBuild(jobFolder, each).result !== undefined,
  );
  for (const each of ended.slice(kept))
    await rm(stashesOf(pastBuild(jobFolder, each).folder), { recursive: true, force: true });
}
