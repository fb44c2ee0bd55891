import type { DatabaseSync } from 'node:sqlite';
import { storageErrorOf } from './errors.ts';
import type { KeptPages } from './kept-pages.ts';
import { rollBack } from './transaction.ts';
import type { Waiting } from './waiting.ts';

export interface Reader {
  /** Resolves with what the work gives; it must neither wait nor write. Rejects once the database is closed. */
  read<T>(work: () => T): Promise<T>;
  /** Does at once what waits. */
  flush(): void;
}

/**
 * Makes all reads of one turn of the event loop one transaction: they share the locks that each would take. It begins
 * after the last of them was asked for, so each sees all that was confirmed before it, by whichever process.
 */
export function groupReads(database: DatabaseSync, pages: KeptPages): Reader {
  const serve = servingIn(database, pages);
  let waiting: Waiting[] = [];
  const flush = (): void => {
    const group = waiting;
    waiting = [];
    // A flush may have served them before their turn.
    if (group.length > 0) serve(group);
  };
  return {
    read: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({ work, resolve, reject });
        if (waiting.length === 1) setImmediate(flush);
      }),
    flush,
  };
}

function servingIn(database: DatabaseSync, pages: KeptPages): (group: readonly Waiting[]) => void {
  const [begin, commit] = [database.prepare('BEGIN'), database.prepare('COMMIT')];
  return (group) => {
    try {
      begin.run();
      pages.compare();
      for (const each of group) settle(each);
      commit.run();
    } catch (error) {
      for (const { reject } of group) reject(storageErrorOf(error));
      rollBack(database);
    }
  };
}

function settle({ work, resolve, reject }: Waiting): void {
  try {
    resolve(work() as never);
  } catch (error) {
    reject(storageErrorOf(error));
  }
}
