import type { DatabaseSync } from 'node:sqlite';
import type { TaskQuery } from '../../tasks/query.ts';
import type { Page } from '../store.ts';

/** Characters of all documents of the pages that are kept. */
const most = 2 ** 18;

export interface KeptPages {
  /** Forgets all pages when another process has written. Inside a transaction: what it reads is what the pages show. */
  compare(): void;
  get(query: TaskQuery): Page | undefined;
  keep(query: TaskQuery, page: Page): void;
  /** For what this process writes. */
  forget(): void;
}

/** The pages that were read last, for as long as no task is written. */
export function keepPages(database: DatabaseSync): KeptPages {
  const pages = new Map<string, Page>();
  // It counts what others write: https://sqlite.org/pragma.html#pragma_data_version.
  const version = database.prepare('PRAGMA data_version');
  version.setReturnArrays(true);
  let size = 0;
  let seen: unknown;
  const forget = (): void => {
    pages.clear();
    size = 0;
  };
  return {
    compare: () => {
      const [now] = version.get() as unknown as readonly [number];
      if (now !== seen) forget();
      seen = now;
    },
    get: (query) => pages.get(JSON.stringify(query)),
    keep: (query, page) => {
      const added = page.documents.reduce((sum, document) => sum + document.length, 0);
      if (size + added > most) forget();
      if (added > most) return;
      pages.set(JSON.stringify(query), page);
      size += added;
    },
    forget,
  };
}
