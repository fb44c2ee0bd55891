import type { DatabaseSync } from 'node:sqlite';
import type { TaskQuery } from '../../tasks/query.ts';
import type { Page } from '../store.ts';

/** Bytes of all that is kept. */
const most = 2 ** 18;
/** Queries that are remembered, to tell a page that is asked for again. */
const mostAsked = 64;
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

/**
 * The pages that are asked for again and again, for as long as no task is written. One that is asked for once is not
 * kept: it would outlive its answer, for nothing, and cost the collector more than reading it did.
 */
export function keepPages(database: DatabaseSync): KeptPages {
  const pages = new Map<string, Page>();
  const again = askedAgain();
  const changed = changesOf(database);
  let size = 0;
  const forget = (): void => {
    pages.clear();
    size = 0;
  };
  const keep = (key: string, page: Page): void => {
    const added = key.length + page.tasks.length + overhead;
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
      if (again(key)) keep(key, page);
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

/** Tells whether a query is one of the last, also across writes. */
function askedAgain(): (key: string) => boolean {
  const asked = new Set<string>();
  return (key) => {
    if (asked.has(key)) return true;
    asked.add(key);
    const [oldest = key] = asked;
    if (asked.size > mostAsked) asked.delete(oldest);
    return false;
  };
}
