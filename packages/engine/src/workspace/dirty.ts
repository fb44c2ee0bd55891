import { cp, lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from './git.ts';

/** Puts the files of a working tree over a workspace: tracked and new ones, without those that git ignores. */
export async function copyWorkingTree(
  repository: string,
  workspace: string,
  signal?: AbortSignal,
): Promise<void> {
  const top = (await git(repository, ['rev-parse', '--show-toplevel'], signal)).trim();
  const listed = await names(top, ['--cached', '--others', '--exclude-standard'], signal);
  const present = new Set<string>();
  for (const name of listed) {
    const found = await lstat(join(top, name)).catch(() => undefined);
    if (found !== undefined && !found.isDirectory()) present.add(name);
  }
  for (const name of await names(workspace, ['--cached'], signal)) {
    if (!present.has(name)) await rm(join(workspace, name), { recursive: true, force: true });
  }
  for (const name of present) {
    await cp(join(top, name), join(workspace, name), {
      recursive: true,
      verbatimSymlinks: true,
      force: true,
    });
  }
}

async function names(
  folder: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Set<string>> {
  const listed = await git(folder, ['ls-files', '-z', ...args], signal);
  return new Set(listed.split('\0').filter((name) => name !== ''));
}
