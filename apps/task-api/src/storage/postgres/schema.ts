import type { Sql } from 'postgres';

/** Any number: what replicas that start at once wait for. */
const lock = 7_203_911_045;

/**
 * Each takes the schema from the version of its place to the next. During a rollout the release before goes on with
 * it: a migration only adds, with defaults for what that one does not write. What no release in use needs any more is
 * dropped by a later one.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE tasks (
    id uuid PRIMARY KEY,
    task text NOT NULL,
    status text COLLATE "C" NOT NULL,
    priority smallint NOT NULL,
    due_at text COLLATE "C" NOT NULL,
    updated_at text COLLATE "C" NOT NULL,
    labels text[] NOT NULL,
    search text NOT NULL
  );
  CREATE INDEX tasks_by_status ON tasks (status, id);
  CREATE INDEX tasks_by_priority ON tasks (priority, id);
  CREATE INDEX tasks_by_due_at ON tasks (due_at, id);
  CREATE INDEX tasks_by_updated_at ON tasks (updated_at, id);
  CREATE INDEX tasks_by_label ON tasks USING gin (labels);
  `,
  `
  CREATE TABLE once (
    key text PRIMARY KEY, fingerprint text NOT NULL, answer text NOT NULL, used_at timestamptz NOT NULL
  );
  CREATE INDEX once_by_time ON once (used_at);
  CREATE TABLE last_check (id smallint PRIMARY KEY CHECK (id = 1), at timestamptz NOT NULL);
  `,
];

/** Brings the schema to this release's version, or to an older one; once, however many do so at the same time. */
export async function migrate(sql: Sql, version: number = migrations.length): Promise<void> {
  await sql.begin(async (sql) => {
    await sql`SELECT pg_advisory_xact_lock(${lock})`;
    await sql`CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL)`;
    const [found] = await sql<{ version: number }[]>`SELECT version FROM schema_version`;
    if (found !== undefined && found.version >= version) return;
    for (const statements of migrations.slice(found?.version ?? 0, version)) await sql.unsafe(statements);
    await (found === undefined
      ? sql`INSERT INTO schema_version (version) VALUES (${version})`
      : sql`UPDATE schema_version SET version = ${version}`);
  });
}
