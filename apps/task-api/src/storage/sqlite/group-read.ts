import type { DatabaseSync } from 'node:sqlite';
import { storageErrorOf } from './errors.ts';
import type { KeptPages } from './kept-pages.ts';

interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

export interface Reader {
  /** Resolves with what the work gives; it must neither wait nor write. */
  read<T>(work: () => T): Promise<T>;
  /** Does at once what waits. */
  flush(): void;
}

/**
 * Makes all reads of one turn of the event loop one transaction: they share the locks that each would take. It begins
 * after the last of them was asked for, so each sees all that was confirmed before it, by whichever process.
 */
export function groupReads(database: DatabaseSync, pages: KeptPages): Reader {
  const [begin, commit] = [database.prepare('BEGIN'), database.prepare('COMMIT')];
  let waiting: Waiting[] = [];
  const serve = (): void => {
    const group = waiting;
    waiting = [];
    try {
      begin.run();
      pages.compare();
      for (const each of group) settle(each);
      commit.run();
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      for (const { reject } of group) reject(storageErrorOf(error));
    }
  };
  return {
    read: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({ work, resolve, reject });
        if (waiting.length === 1) setImmediate(serve);
      }),
    flush: serve,
  };
}

function settle({ work, resolve, reject }: Waiting): void {
  try {
    resolve(work() as never);
  } catch (error) {
    reject(storageErrorOf(error));
  }
}
