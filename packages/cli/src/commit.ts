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
    const [said, changed, remote] = await Promise.all([
      git('log', '-1', '--format=%H %cI'),
      git('status', '--porcelain', '--untracked-files=no', '--', '.'),
      git('config', '--default', '', '--get', 'remote.origin.url'),
    ]);
    const [revision = '', at = ''] = said.split(' ');
    const source = publicAddress(remote);
    return changed === '' ? { revision, at, ...(source !== undefined && { source }) } : undefined;
  } catch {
    return undefined;
  }
}

/** Gives the first line of a commit's message, asked for once; undefined for a commit that the folder does not know. */
export function subjects(folder: string): (revision: string) => Promise<string | undefined> {
  const known = new Map<string, Promise<string | undefined>>();
  return async (revision) => {
    const before = known.get(revision);
    if (before !== undefined) return await before;
    const asked = subjectOf(folder, revision);
    known.set(revision, asked);
    return await asked;
  };
}

async function subjectOf(folder: string, revision: string): Promise<string | undefined> {
  if (!/^[0-9a-f]{7,64}$/.test(revision)) return undefined;
  try {
    const { stdout } = await promisify(execFile)('git', [
      '-C',
      folder,
      'log',
      '-1',
      '--format=%s',
      revision,
      '--',
    ]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** An address as anybody may read it: without user and password. That of a folder says nothing elsewhere. */
export function publicAddress(remote: string): string | undefined {
  if (/^[\w.-]+@[\w.-]+:(?!\/\/)/.test(remote)) return remote;
  const url = URL.parse(remote);
  if (url === null || !['https:', 'http:', 'ssh:', 'git:'].includes(url.protocol)) return undefined;
  url.username = '';
  url.password = '';
  return url.href;
}
