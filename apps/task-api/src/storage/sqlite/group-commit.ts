import type { DatabaseSync } from 'node:sqlite';
import { StorageError } from '../store.ts';
import { isBusy, storageErrorOf } from './errors.ts';
import { inTransaction } from './transaction.ts';
import type { Waiting } from './waiting.ts';
import type { WriteBack } from './write-back.ts';

/** Another process may keep the database from us this long (ms) before writes are refused. */
const patience = 5000;
/** Time (ms) until a busy database is asked again. */
const pause = 2;

interface Write extends Waiting {
  readonly tasks: number;
}

export interface Writer {
  /**
   * Resolves with what the work gives, once that is on the disk. The work writes so many tasks, 1 if that is not told;
   * it may run again, and must not wait.
   */
  write<T>(work: () => T, tasks?: number): Promise<T>;
  /** Writes at once what waits. */
  flush(): void;
}

/**
 * Makes all writes of one turn of the event loop one transaction, and confirms none before it is on the disk: that
 * costs one fsync for all of them.
 */
export function groupCommits(database: DatabaseSync, log: WriteBack): Writer {
  let waiting: Write[] = [];
  const commit = (since: number): void => {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    try {
      together(database, log, group);
    } catch (error) {
      if (isBusy(error) && performance.now() - since < patience) {
        waiting = [...group, ...waiting];
        setTimeout(commit, pause, since);
      } else apart(database, log, group, storageErrorOf(error));
    }
  };
  return {
    write: (work, tasks = 1) =>
      new Promise((resolve, reject) => {
        waiting.push({ work, resolve, reject, tasks });
        if (waiting.length === 1) setImmediate(() => commit(performance.now()));
      }),
    flush: () => commit(Number.NEGATIVE_INFINITY),
  };
}

function together(database: DatabaseSync, log: WriteBack, group: readonly Write[]): void {
  const results = inTransaction(database, () => group.map(({ work }) => work()));
  group.forEach(({ resolve }, index) => resolve(results[index] as never));
  log.wrote(group.reduce((sum, { tasks }) => sum + tasks, 0));
}

/** After a group failed: only the one that cannot be written fails, unless it is the storage that failed. */
function apart(database: DatabaseSync, log: WriteBack, group: readonly Write[], error: unknown): void {
  if (error instanceof StorageError || group.length === 1)
    return group.forEach(({ reject }) => reject(error));
  for (const each of group) {
    try {
      together(database, log, [each]);
    } catch (own) {
      each.reject(storageErrorOf(own));
    }
  }
}
