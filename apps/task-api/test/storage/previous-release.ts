import { DatabaseSync } from 'node:sqlite';
import { uuidv7 } from '../../src/tasks/identifier.ts';

/** The statements that the release before runs, on the schema that it made. */
export const previousSchema = 'CREATE TABLE tasks (id TEXT PRIMARY KEY, task TEXT NOT NULL) WITHOUT ROWID';

export interface PreviousRelease {
  add(title: string): string;
  newest(): string[];
  close(): void;
}

export function previousRelease(file: string): PreviousRelease {
  const database = new DatabaseSync(file, { timeout: 5000 });
  database.exec('PRAGMA synchronous = FULL');
  const insert = database.prepare('INSERT INTO tasks (id, task) VALUES (?, ?)');
  const newest = database.prepare('SELECT task FROM tasks ORDER BY id DESC LIMIT ?');
  return {
    add: (title) => {
      const now = new Date();
      const id = uuidv7(now.getTime());
      const task = { id, title, description: '', priority: 'high', created_at: now.toISOString() };
      database.exec('BEGIN IMMEDIATE');
      insert.run(id, JSON.stringify(task));
      database.exec('COMMIT');
      return id;
    },
    newest: () => newest.all(1000).map((row) => (JSON.parse(String(row['task'])) as { title: string }).title),
    close: () => database.close(),
  };
}
