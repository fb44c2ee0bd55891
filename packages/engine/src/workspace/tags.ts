import { lstatSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.ts';

/** Gives a workspace the tags of a repository, which `git describe` reads. Costs no process while they stay the same. */
export async function fetchTags(repository: string, folder: string, signal?: AbortSignal): Promise<void> {
  const stamp = orNothing(() => stampOfTags(join(repository, '.git')));
  const known = join(folder, '.git', 'plab-tags');
  if (stamp !== undefined && stamp === orNothing(() => readFileSync(known, 'utf8'))) return;
  const options = ['--quiet', '--prune', '--update-shallow', '--no-write-fetch-head'];
  await git(folder, ['fetch', ...options, repository, '+refs/tags/*:refs/tags/*'], signal);
  if (stamp !== undefined) writeFileSync(known, stamp);
}

/** Throws, or gives undefined, where tags are not in files of the folder, as in a linked working tree. */
function stampOfTags(gitFolder: string): string | undefined {
  if (!lstatSync(gitFolder).isDirectory()) return undefined;
  const root = join(gitFolder, 'refs', 'tags');
  const tags = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => `${path} ${readFileSync(path, 'utf8')}`);
  const packed = statSync(join(gitFolder, 'packed-refs'), { throwIfNoEntry: false });
  return [...tags, `${packed?.mtimeMs} ${packed?.size}`].sort().join('\n');
}

function orNothing<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch {
    return undefined;
  }
}
