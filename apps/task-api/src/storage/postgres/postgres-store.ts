import postgres, { type Sql, type TransactionSql } from 'postgres';
import { documentOf, taskOf } from '../../tasks/document.ts';
import { neverDue, searchText } from '../../tasks/query.ts';
import { priorities, type Task } from '../../tasks/task.ts';
import {
  type Accepts,
  type Added,
  type Changed,
  type Once,
  onceFor,
  steadyTime,
  type TaskStore,
} from '../store.ts';
import { storageErrorOf } from './errors.ts';
import { readPage } from './list.ts';
import { migrate } from './schema.ts';

/** Connections of one process. */
const poolSize = 10;
/** Seconds until a server that does not answer counts as away. */
const connectTimeout = 5;

/** Keeps tasks in a PostgreSQL database, which many processes may share. The schema is brought up to date first. */
export async function openPostgresStore(url: string): Promise<TaskStore> {
  const sql = postgres(url, {
    max: poolSize,
    connect_timeout: connectTimeout,
    onnotice: () => undefined,
    ...socketIn(url),
  });
  await orStorageError(migrate(sql)).catch(async (error: unknown) => {
    await sql.end({ timeout: 0 });
    throw error;
  });
  const changing = (id: string, accepts: Accepts, write: Write): Promise<Changed> =>
    orStorageError(sql.begin((sql) => change(sql, id, accepts, write)));
  return {
    add: (tasks, once) => orStorageError(sql.begin((sql) => add(sql, tasks, once))),
    get: (id) => orStorageError(documentIn(sql, id)),
    list: (query) => orStorageError(readPage(sql, query)),
    change: (id, accepts, edit) =>
      changing(id, accepts, async (sql, before) => {
        const after = edit(before);
        if (after !== before) await sql`UPDATE tasks SET ${sql(rowOf(after))} WHERE id = ${id}`;
        return documentOf(after);
      }),
    remove: (id, accepts) =>
      changing(id, accepts, async (sql, before) => {
        await sql`DELETE FROM tasks WHERE id = ${id}`;
        return documentOf(before);
      }),
    check: async () => {
      await orStorageError(sql`
        INSERT INTO last_check (id, at) VALUES (1, now()) ON CONFLICT (id) DO UPDATE SET at = excluded.at`);
    },
    close: () => sql.end(),
  };
}

/** The folder of a Unix socket stands as the host, as PostgreSQL's own programs have it: `postgres://%2Frun%2Fpg/tasks`. */
export function socketIn(url: string): { readonly host?: string } {
  const host = decodeURIComponent(new URL(url).hostname);
  return host.startsWith('/') ? { host } : {};
}

type Write = (sql: TransactionSql, before: Task) => Promise<string>;

async function add(sql: TransactionSql, tasks: readonly Task[], once: Once | undefined): Promise<Added> {
  const known = once === undefined ? undefined : await onlyOnce(sql, once);
  if (known !== undefined) return known;
  await sql`INSERT INTO tasks ${sql(tasks.map(rowOf))}`;
  return { kind: 'added' };
}

async function change(sql: TransactionSql, id: string, accepts: Accepts, write: Write): Promise<Changed> {
  const [row] = await sql<{ task: string }[]>`SELECT task FROM tasks WHERE id = ${id} FOR UPDATE`;
  if (row === undefined) return { kind: 'missing' };
  const before = taskOf(row.task);
  if (!accepts(before.revision)) return { kind: 'refused', revision: before.revision };
  return { kind: 'changed', before, document: await write(sql, before) };
}

/** Remembers a key, waiting for others that do so too; tells what came of it when it is known. */
async function onlyOnce(sql: TransactionSql, { key, fingerprint, answer }: Once): Promise<Added | undefined> {
  const now = steadyTime();
  const over = new Date(now - onceFor);
  await sql`DELETE FROM once WHERE key IN (
    SELECT key FROM once WHERE used_at <= ${over} ORDER BY used_at LIMIT 10 FOR UPDATE SKIP LOCKED)`;
  const remembered = await sql`
    INSERT INTO once ${sql({ key, fingerprint, answer, used_at: new Date(now) })} ON CONFLICT (key) DO UPDATE
    SET fingerprint = excluded.fingerprint, answer = excluded.answer, used_at = excluded.used_at
    WHERE once.used_at <= ${over} RETURNING key`;
  if (remembered.length > 0) return undefined;
  const [found] = await sql<Once[]>`SELECT fingerprint, answer FROM once WHERE key = ${key}`;
  if (found?.fingerprint !== fingerprint) return { kind: 'mismatch' };
  return { kind: 'repeated', answer: found.answer };
}

async function documentIn(sql: Sql, id: string): Promise<string | undefined> {
  const [row] = await sql<{ task: string }[]>`SELECT task FROM tasks WHERE id = ${id}`;
  return row?.task;
}

function rowOf(task: Task): Record<string, unknown> {
  return {
    id: task.id,
    task: documentOf(task),
    status: task.status,
    priority: priorities.indexOf(task.priority),
    due_at: task.due_at ?? neverDue,
    updated_at: task.updated_at,
    labels: [...task.labels],
    search: searchText(task),
  };
}

async function orStorageError<T>(work: PromiseLike<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw storageErrorOf(error);
  }
}
