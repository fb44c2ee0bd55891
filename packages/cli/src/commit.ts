import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Commit } from '@pipeline-lab/deploy';

/**
 * The commit of what is in a folder now; undefined where git knows none, or where files differ from it: what is built
 * there is no commit's.
 */
export async function commitAt(folder: string): Promise<Commit | undefined> {
  const git = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)('git', ['-C', folder, ...args])).stdout.trim();
  try {
    const [said, changed] = await Promise.all([
      git('log', '-1', '--format=%H %cI'),
      git('status', '--porcelain', '--untracked-files=no', '--', '.'),
    ]);
    const [revision = '', at = ''] = said.split(' ');
    return changed === '' ? { revision, at } : undefined;
  } catch {
    return undefined;
  }
}
