import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { currentDocument, documentOf, taskOf } from '../../tasks/document.ts';
import type { Task } from '../../tasks/task.ts';
import type { Accepts, Added, Changed, Once, TaskStore } from '../store.ts';
import { onceFor, steadyTime } from '../store.ts';
import { groupCommits } from './group-commit.ts';
import { groupReads } from './group-read.ts';
import { type KeptPages, keepPages } from './kept-pages.ts';
import { pageReader } from './list.ts';
import { openMigrated } from './schema.ts';
import { writeBack } from './write-back.ts';

/** Time (ms) that the event loop may stand still for the lock of another process. */
const shortWait = 100;

/**
 * Keeps tasks in an SQLite file that several processes may use at once, as an old and a new release do. A task is
 * one row with its JSON; what lists are sorted and filtered by is computed from that by the database.
 */
export function openSqliteStore(folder: string): TaskStore {
  mkdirSync(folder, { recursive: true });
  const database = openMigrated(join(folder, 'tasks.db'));
  database.exec(`PRAGMA busy_timeout = ${shortWait}`);
  const log = writeBack(database);
  const writer = groupCommits(database, log);
  const pages = keepPages(database);
  const writes = writesTo(database, pages);
  const reader = groupReads(database, pages);
  const one = documentReader(database);
  const list = pageReader(database, reader, pages);
  return {
    add: (tasks, once) => writer.write(() => writes.add(tasks, once), tasks.length),
    get: (id) => reader.read(() => one(id)),
    list,
    change: (id, accepts, edit) => writer.write(() => writes.change(id, accepts, edit)),
    remove: (id, accepts) => writer.write(() => writes.remove(id, accepts)),
    check: async () => {
      await writer.write(() => writes.check());
      log.check();
    },
    close: async () => {
      writer.flush();
      reader.flush();
      database.close();
    },
  };
}

interface Writes {
  add(tasks: readonly Task[], once: Once | undefined): Added;
  change(id: string, accepts: Accepts, edit: (task: Task) => Task): Changed;
  remove(id: string, accepts: Accepts): Changed;
  check(): void;
}

/** What happens inside a transaction. */
function writesTo(database: DatabaseSync, pages: KeptPages): Writes {
  const insert = database.prepare('INSERT INTO tasks (id, task) VALUES (?, ?)');
  const update = database.prepare('UPDATE tasks SET task = ? WHERE id = ?');
  const remove = database.prepare('DELETE FROM tasks WHERE id = ?');
  const one = documentReader(database);
  const check = database.prepare('INSERT OR REPLACE INTO last_check (id, at) VALUES (1, ?)');
  const onlyOnce = onceIn(database);
  const changing = (id: string, accepts: Accepts, write: (task: Task) => string): Changed => {
    const document = one(id);
    if (document === undefined) return { kind: 'missing' };
    const before = taskOf(document);
    if (!accepts(before.revision)) return { kind: 'refused', revision: before.revision };
    pages.forget();
    return { kind: 'changed', before, document: write(before) };
  };
  return {
    add: (tasks, once) => {
      const known = once === undefined ? undefined : onlyOnce(once);
      if (known !== undefined) return known;
      pages.forget();
      for (const task of tasks) insert.run(task.id, documentOf(task));
      return { kind: 'added' };
    },
    change: (id, accepts, edit) =>
      changing(id, accepts, (before) => {
        const after = edit(before);
        const document = documentOf(after);
        if (after !== before) update.run(document, id);
        return document;
      }),
    remove: (id, accepts) =>
      changing(id, accepts, (before) => {
        remove.run(id);
        return documentOf(before);
      }),
    check: () => void check.run(Date.now()),
  };
}

/** Remembers a key; tells what came of it when it is known. Forgets some that are over. */
function onceIn(database: DatabaseSync): (once: Once) => Added | undefined {
  const known = database.prepare('SELECT fingerprint, answer FROM once WHERE key = ? AND used_at > ?');
  const remember = database.prepare(
    'INSERT OR REPLACE INTO once (key, fingerprint, answer, used_at) VALUES (?, ?, ?, ?)',
  );
  const forget = database.prepare(
    'DELETE FROM once WHERE key IN (SELECT key FROM once WHERE used_at <= ? ORDER BY used_at LIMIT 10)',
  );
  return ({ key, fingerprint, answer }) => {
    const now = steadyTime();
    const found = known.get(key, now - onceFor);
    if (found !== undefined) {
      if (found['fingerprint'] !== fingerprint) return { kind: 'mismatch' };
      return { kind: 'repeated', answer: String(found['answer']) };
    }
    forget.run(now - onceFor);
    remember.run(key, fingerprint, answer, now);
    return undefined;
  };
}

function documentReader(database: DatabaseSync): (id: string) => string | undefined {
  const one = database.prepare('SELECT task FROM tasks WHERE id = ?');
  one.setReturnArrays(true);
  return (id) => {
    const row = one.get(id) as unknown as readonly [string] | undefined;
    return row === undefined ? undefined : currentDocument(row[0]);
  };
}
