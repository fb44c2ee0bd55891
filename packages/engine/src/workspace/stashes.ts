import { cp } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileName } from './file-name.ts';
import { makeFolder } from './make-folder.ts';

/** Where the builds of a job keep their stashes, a folder each: who clears them up has not to look at every build. */
export function stashesOf(jobFolder: string): string {
  return join(jobFolder, 'stashes');
}

/** Where a build keeps a stash: whatever happens to the workspace. */
export function stashFolder(buildFolder: string, name: string): string {
  return join(stashesOf(dirname(buildFolder)), basename(buildFolder), fileName(name));
}

/** Copies a file or a folder with modes, times and links. */
export async function copyStashed(from: string, to: string): Promise<void> {
  await makeFolder(dirname(to));
  await cp(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true, force: true });
}
