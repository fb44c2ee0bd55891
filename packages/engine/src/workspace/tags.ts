import { lstat, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from './git.ts';

/** Gives a workspace the tags of a repository, which `git describe` reads. Costs no process while they stay the same. */
export async function fetchTags(repository: string, folder: string, signal?: AbortSignal): Promise<void> {
  const stamp = await stampOfTags(join(repository, '.git'));
  const known = join(folder, '.git', 'plab-tags');
  if (stamp !== undefined && stamp === (await readFile(known, 'utf8').catch(() => ''))) return;
  const options = ['--quiet', '--prune', '--update-shallow', '--no-write-fetch-head'];
  await git(folder, ['fetch', ...options, repository, '+refs/tags/*:refs/tags/*'], signal);
  if (stamp !== undefined) await writeFile(known, stamp);
}

/** Undefined where tags are not in files of the folder, as in a linked working tree. */
async function stampOfTags(gitFolder: string): Promise<string | undefined> {
  const root = join(gitFolder, 'refs', 'tags');
  try {
    if (!(await lstat(gitFolder)).isDirectory()) return undefined;
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    const tags = files.map(async (path) => `${path} ${await readFile(path, 'utf8')}`);
    const packed = await stat(join(gitFolder, 'packed-refs')).catch(() => undefined);
    return [...(await Promise.all(tags)), `${packed?.mtimeMs} ${packed?.size}`].sort().join('\n');
  } catch {
    return undefined;
  }
}
