import type { DatabaseSync } from 'node:sqlite';
import type { TaskQuery } from '../../tasks/query.ts';
import type { Page } from '../store.ts';

/** Characters of all that is kept. */
const most = 2 ** 18;
/** What each page takes beside those of its tasks, in the same measure; one without any task takes 250 bytes. */
const overhead = 512;

export interface KeptPages {
  /** Forgets all pages when another process has written. Inside a transaction: what it reads is what the pages show. */
  compare(): void;
  /** The page that is kept of this query, the same object each time; otherwise the one that `read` gives. */
  get(query: TaskQuery, read: () => Page): Page;
  /** For what this process writes. */
  forget(): void;
}

/** The pages that were read last, for as long as no task is written. */
export function keepPages(database: DatabaseSync): KeptPages {
  const pages = new Map<string, Page>();
  const changed = changesOf(database);
  let size = 0;
  const forget = (): void => {
    pages.clear();
    size = 0;
  };
  const keep = (key: string, page: Page): void => {
    const added = sizeOf(key, page);
    if (added > most) return;
    if (size + added > most) forget();
    pages.set(key, page);
    size += added;
  };
  return {
    compare: () => {
      if (changed()) forget();
    },
    get: (query, read) => {
      const key = JSON.stringify(query);
      const kept = pages.get(key);
      if (kept !== undefined) return kept;
      const page = read();
      keep(key, page);
      return page;
    },
    forget,
  };
}

/** Tells whether another process has written since it was last asked. */
function changesOf(database: DatabaseSync): () => boolean {
  // It counts what others write: https://sqlite.org/pragma.html#pragma_data_version.
  const version = database.prepare('PRAGMA data_version');
  version.setReturnArrays(true);
  let seen: unknown;
  return () => {
    const before = seen;
    [seen] = version.get() as unknown as readonly [number];
    return seen !== before;
  };
}

/** The documents count twice: the text that is sent is made of them, and lives as long as the page. */
function sizeOf(key: string, { documents }: Page): number {
  return key.length + overhead + documents.reduce((sum, document) => sum + 2 * document.length, 0);
}
