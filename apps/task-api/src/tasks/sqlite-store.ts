import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TaskStore } from './store.ts';
import type { Task } from './task.ts';

interface Waiting {
  readonly task: Task;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Keeps tasks in an SQLite file that several processes may use at once, as an old and a new release do. All tasks
 * of one turn of the event loop are one transaction, and none is confirmed before it is on the disk.
 */
export function openSqliteStore(folder: string): TaskStore {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, 'tasks.db'), { timeout: 5000 });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  migrate(database);
  const insert = database.prepare('INSERT INTO tasks (id, task) VALUES (?, ?)');
  const one = database.prepare('SELECT task FROM tasks WHERE id = ?');
  const newest = database.prepare('SELECT task FROM tasks ORDER BY id DESC LIMIT ?');
  let waiting: Waiting[] = [];
  const write = (): void => {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    try {
      inTransaction(database, () => group.forEach(({ task }) => insert.run(task.id, JSON.stringify(task))));
    } catch (error) {
      return group.forEach(({ reject }) => reject(error));
    }
    for (const { resolve } of group) resolve();
  };
  return {
    add: (task) =>
      new Promise((resolve, reject) => {
        waiting.push({ task, resolve, reject });
        if (waiting.length === 1) setImmediate(write);
      }),
    get: (id) => parse(one.get(id)),
    list: (limit) => newest.all(limit).flatMap((row) => parse(row) ?? []),
    check: () => inTransaction(database, () => undefined),
    close: async () => {
      write();
      database.close();
    },
  };
}

/** Safe to run by two releases at once: the second one waits for the first and finds nothing to do. */
function migrate(database: DatabaseSync): void {
  inTransaction(database, () =>
    database.exec('CREATE TABLE IF NOT EXISTS tasks (id TEXT PRIMARY KEY, task TEXT NOT NULL) WITHOUT ROWID'),
  );
}

function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function parse(row: Record<string, unknown> | undefined): Task | undefined {
  return row === undefined ? undefined : (JSON.parse(String(row['task'])) as Task);
}
