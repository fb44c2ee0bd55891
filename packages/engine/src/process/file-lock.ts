import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';

/** Waits for a lock on a file, to be held for a moment: that another process gives one back is no event. */
export async function takeLock(path: string): Promise<Disposable> {
  for (;;) {
    const lock = tryLock(path);
    if (lock !== undefined) return { [Symbol.dispose]: () => lock.close() };
    await pause(20);
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
