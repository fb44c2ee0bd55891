import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tryLock } from '../process/file-lock.ts';

export interface ClaimedWorkspace extends Disposable {
  readonly folder: string;
}

/** Where the workspaces of all jobs are. */
export const workspacesIn = (stateDir: string): string => join(stateDir, 'workspaces');

/**
 * Takes the first free one of a workspace's copies: `folder`, else `folder@2`, `folder@3`, as Jenkins names them. The
 * claim is a file lock of the operating system, taken through SQLite: it ends with the process, however that ends. What
 * a build that was killed left in the folder beside it, such as files with secrets, is removed.
 */
export async function claimWorkspace(stateDir: string, wanted: string): Promise<ClaimedWorkspace> {
  for (let copy = 1; ; copy += 1) {
    const folder = copy === 1 ? wanted : `${wanted}@${copy}`;
    const lock = tryLock(lockOf(stateDir, folder));
    if (lock === undefined) continue;
    const beside = `${folder}@tmp`;
    if (existsSync(beside)) await rm(beside, { recursive: true, force: true }).catch(() => undefined);
    return { folder, [Symbol.dispose]: () => lock.close() };
  }
}

/** Beside the workspace; for one at a place of the user's choice not there, where it might be part of something. */
function lockOf(stateDir: string, folder: string): string {
  const workspaces = workspacesIn(stateDir);
  mkdirSync(workspaces, { recursive: true, mode: 0o700 });
  if (dirname(folder) === workspaces) return `${folder}.lock`;
  return join(workspaces, `${createHash('sha256').update(folder).digest('hex')}.lock`);
}
