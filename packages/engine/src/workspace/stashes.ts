import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { copyWhole } from './copy-whole.ts';
import { fileName } from './file-name.ts';

/** Where the builds of a job keep their stashes, a folder each: who clears them up has not to look at every build. */
export function stashesOf(jobFolder: string): string {
  return join(jobFolder, 'stashes');
}

/** Where a build keeps a stash: whatever happens to the workspace. */
export function stashFolder(buildFolder: string, name: string): string {
  return join(stashesOf(dirname(buildFolder)), basename(buildFolder), fileName(name));
}

/**
 * Keeps files of a folder as a stash, in place of an older one of the name. Rejects with what `signal` was aborted with:
 * nobody finds half a stash.
 */
export async function keepStash(
  from: string,
  files: readonly string[],
  stash: string,
  signal: AbortSignal,
): Promise<void> {
  // No stash has a dot in its folder's name.
  const unfinished = `${stash}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  try {
    for (const file of files)
      await copyWhole(join(from, file), join(unfinished, file), { signal, exact: true });
    await rm(stash, { recursive: true, force: true });
    await rename(unfinished, stash);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/** Copies all files of a stash into a folder. Rejects as {@link keepStash} does; what was copied stays. */
export async function takeStash(stash: string, to: string, signal: AbortSignal): Promise<void> {
  for (const entry of await readdir(stash, { withFileTypes: true })) {
    const [from, target] = [join(stash, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await takeStash(from, target, signal);
    else await copyWhole(from, target, { signal, exact: true });
  }
}
