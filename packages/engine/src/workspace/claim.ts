import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface ClaimedWorkspace extends Disposable {
  readonly folder: string;
}

/**
 * Takes the first free workspace of a job: `job`, else `job@2`, `job@3`, as Jenkins names them. The claim is a file
 * lock of the operating system, taken through SQLite: it ends with the process, however that ends.
 */
export async function claimWorkspace(stateDir: string, jobFolder: string): Promise<ClaimedWorkspace> {
  const parent = join(stateDir, 'workspaces');
  await mkdir(parent, { recursive: true, mode: 0o700 });
  for (let copy = 1; ; copy += 1) {
    const folder = join(parent, copy === 1 ? jobFolder : `${jobFolder}@${copy}`);
    const lock = tryLock(`${folder}.lock`);
    if (lock !== undefined) return { folder, [Symbol.dispose]: () => lock.close() };
  }
}

/** A lock on a file, which ends with the process at the latest; undefined while another holds it. */
export function tryLock(path: string): DatabaseSync | undefined {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (error instanceof Error && error.message.includes('locked')) return undefined;
    throw error;
  }
}
