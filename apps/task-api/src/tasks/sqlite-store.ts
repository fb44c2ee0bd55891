import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, rmSync } from 'node:fs';
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
  const file = join(folder, 'tasks.db');
  if (!existsSync(file)) createFile(file);
  const database = new DatabaseSync(file, { timeout: 5000 });
  database.exec('PRAGMA synchronous = FULL');
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

/**
 * Makes the database under another name and puts it in place whole. SQLite lets no second process wait while a file
 * changes to its write-ahead log, so two releases that start at once must never see it before.
 */
function createFile(file: string): void {
  const draft = `${file}.${randomUUID()}`;
  const database = new DatabaseSync(draft);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('CREATE TABLE tasks (id TEXT PRIMARY KEY, task TEXT NOT NULL) WITHOUT ROWID');
  database.close();
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
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
