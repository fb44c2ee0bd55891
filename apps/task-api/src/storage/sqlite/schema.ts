import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { neverDue } from '../../tasks/query.ts';
import { inTransaction } from './transaction.ts';

/**
 * Each takes the database from the version of its place to the next. During a rollout the release before goes on
 * with the changed database: a migration only adds, and what the release before writes must be right by itself. What
 * no release in use needs any more is dropped by a later one.
 */
const migrations: readonly string[] = [
  `
  ALTER TABLE tasks ADD COLUMN status TEXT AS (coalesce(json_extract(task, '$.status'), 'pending')) VIRTUAL;
  ALTER TABLE tasks ADD COLUMN priority INTEGER AS (
    CASE json_extract(task, '$.priority') WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2 ELSE 3 END
  ) VIRTUAL;
  ALTER TABLE tasks ADD COLUMN due_at TEXT AS (coalesce(json_extract(task, '$.due_at'), '${neverDue}')) VIRTUAL;
  ALTER TABLE tasks ADD COLUMN updated_at TEXT AS (
    coalesce(json_extract(task, '$.updated_at'), json_extract(task, '$.created_at'))
  ) VIRTUAL;
  CREATE INDEX tasks_by_status ON tasks (status, id);
  CREATE INDEX tasks_by_priority ON tasks (priority, id);
  CREATE INDEX tasks_by_due_at ON tasks (due_at, id);
  CREATE INDEX tasks_by_updated_at ON tasks (updated_at, id);
  CREATE TABLE once (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, answer TEXT NOT NULL, used_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX once_by_time ON once (used_at);
  CREATE TABLE last_check (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL);
  `,
];

/** Opens the file, made and migrated where needed. Several processes may do so at once. */
export function openMigrated(file: string): DatabaseSync {
  if (!existsSync(file)) createFile(file);
  // A migration of the next release may keep us waiting.
  const database = new DatabaseSync(file, { timeout: 60_000 });
  try {
    database.exec('PRAGMA synchronous = FULL');
    if (versionOf(database) < migrations.length) inTransaction(database, () => migrate(database));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Under the lock of a transaction: whoever comes second finds it done. */
function migrate(database: DatabaseSync): void {
  for (const statements of migrations.slice(versionOf(database))) database.exec(statements);
  database.exec(`PRAGMA user_version = ${migrations.length}`);
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
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
