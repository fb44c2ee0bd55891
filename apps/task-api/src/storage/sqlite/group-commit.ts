import type { DatabaseSync } from 'node:sqlite';
import { StorageError } from '../store.ts';
import { isBusy, storageErrorOf } from './errors.ts';
import { inTransaction } from './transaction.ts';
import type { Waiting } from './waiting.ts';

/** Another process may keep the database from us this long (ms) before writes are refused. */
const patience = 5000;
/** Time (ms) until a busy database is asked again. */
const pause = 2;
/** Groups after which the log is written back into the database: about 1000 pages of 4 KiB, a few milliseconds. */
const groupsUntilCheckpoint = 64;
/** Pages of the log (16 MB) at which SQLite itself writes it back, within a commit. */
const mostPages = 4000;

export interface Writer {
  /** Resolves with what the work gives, once that is on the disk. The work may run again, and must not wait. */
  write<T>(work: () => T): Promise<T>;
  /** Writes at once what waits. */
  flush(): void;
}

/**
 * Makes all writes of one turn of the event loop one transaction, and confirms none before it is on the disk: that
 * costs one fsync for all of them.
 */
export function groupCommits(database: DatabaseSync): Writer {
  database.exec(`PRAGMA wal_autocheckpoint = ${mostPages}`);
  let waiting: Waiting[] = [];
  let groups = 0;
  const commit = (since: number): void => {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    try {
      const results = inTransaction(database, () => group.map(({ work }) => work()));
      group.forEach(({ resolve }, index) => resolve(results[index] as never));
      groups = (groups + 1) % groupsUntilCheckpoint;
      if (groups === 0) setImmediate(checkpoint, database);
    } catch (error) {
      if (isBusy(error) && performance.now() - since < patience) {
        waiting = [...group, ...waiting];
        setTimeout(commit, pause, since);
        return;
      }
      const told = storageErrorOf(error);
      if (told instanceof StorageError || group.length === 1) group.forEach(({ reject }) => reject(told));
      else oneByOne(database, group);
    }
  };
  return {
    write: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({ work, resolve, reject });
        if (waiting.length === 1) setImmediate(() => commit(performance.now()));
      }),
    flush: () => commit(Number.NEGATIVE_INFINITY),
  };
}

/** Once the answers are sent: within a commit, as SQLite does it by itself, all of its group would wait for it. */
function checkpoint(database: DatabaseSync): void {
  try {
    if (database.isOpen) database.exec('PRAGMA wal_checkpoint(PASSIVE)');
  } catch {
    // The log stays and grows; what prevents it prevents the next write as well, which tells.
  }
}

/** After a group failed: only the one that cannot be written fails. */
function oneByOne(database: DatabaseSync, group: readonly Waiting[]): void {
  for (const { work, resolve, reject } of group) {
    try {
      resolve(inTransaction(database, work) as never);
    } catch (error) {
      reject(storageErrorOf(error));
    }
  }
}
