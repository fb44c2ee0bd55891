import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from './make-folder.ts';

/** Where a build keeps its stashes. */
export function stashesOf(buildFolder: string): string {
  return join(buildFolder, 'stashes');
}

/** Where a build keeps a stash: beside its journal, whatever happens to the workspace. */
export function stashFolder(buildFolder: string, name: string): string {
  return join(stashesOf(buildFolder), encodeURIComponent(name).replaceAll('.', '%2E'));
}

/** Copies a file or a folder with modes, times and links. */
export async function copyStashed(from: string, to: string): Promise<void> {
  await makeFolder(dirname(to));
  await cp(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true, force: true });
}
