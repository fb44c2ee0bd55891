import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import postgres, { type Sql } from 'postgres';
import { openPostgresStore, socketIn } from '../../src/storage/postgres/postgres-store.ts';
import { migrate } from '../../src/storage/postgres/schema.ts';
import { StorageError, type TaskStore } from '../../src/storage/store.ts';
import { taskOf } from '../../src/tasks/document.ts';
import { createTask } from '../../src/tasks/edit.ts';
import { listSuite } from './lists.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { storeSuite } from './suite.ts';

let server: PostgresServer;
let sql: Sql;

before(async () => {
  server = await startPostgres();
  sql = postgres(server.url, { max: 1, onnotice: () => undefined, ...socketIn(server.url) });
});

after(async () => {
  await sql.end();
  await server.stop();
});

const open = async (): Promise<TaskStore> => await openPostgresStore(server.url);

async function empty(): Promise<void> {
  await sql`DROP SCHEMA public CASCADE`;
  await sql`CREATE SCHEMA public`;
}

storeSuite('PostgreSQL', open, empty);
listSuite('PostgreSQL', open, empty);

describe('the schema in PostgreSQL', () => {
  test('is migrated once by replicas that start at the same time', async () => {
    await empty();
    const stores = await Promise.all(Array.from({ length: 6 }, open));
    const versions = await sql<{ version: number }[]>`SELECT version FROM schema_version`;
    assert.deepEqual(
      versions.map(({ version }) => version),
      [2],
    );
    await Promise.all(stores.map((store) => store.add([createTask({ title: 'a' }, new Date())])));
    const [{ count } = { count: 0 }] = await sql<{ count: number }[]>`SELECT count(*)::int FROM tasks`;
    assert.equal(count, 6);
    await Promise.all(stores.map((store) => store.close()));
  });

  test('is migrated while the release before writes, and both see everything', async () => {
    await empty();
    await migrate(sql, 1);
    const written: string[] = [];
    const over = new AbortController();
    const before = (async () => {
      while (!over.signal.aborted) {
        const task = createTask({ title: 'before' }, new Date());
        const row = { id: task.id, task: JSON.stringify(task), status: 'pending', priority: 1 };
        await sql`INSERT INTO tasks ${sql({ ...row, due_at: '~', updated_at: task.updated_at, labels: [], search: '' })}`;
        written.push(task.id);
      }
    })();
    const store = await open();
    const added = createTask({ title: 'after' }, new Date());
    await store.add([added]);
    over.abort();
    await before;
    assert.ok(written.length > 0);
    for (const id of written) assert.equal(taskOf(String(await store.get(id))).title, 'before');
    const [seen] = await sql<{ task: string }[]>`SELECT task FROM tasks WHERE id = ${added.id}`;
    assert.deepEqual(JSON.parse(seen?.task ?? ''), added);
    await store.close();
  });
});

describe('a store whose server', () => {
  let store: TaskStore;
  before(async () => {
    await empty();
    store = await open();
  });
  after(async () => await store.close());

  test('ends its connections goes on with new ones', async () => {
    await store.check();
    await endConnections();
    await store.check().catch(isUnavailable);
    await store.check();
  });

  test('takes no writes tells so, reads, and writes again when it does', async () => {
    const task = createTask({ title: 'a' }, new Date());
    await store.add([task]);
    await sql`ALTER ROLE tasks SET default_transaction_read_only = on`;
    await endConnections();
    await assert.rejects(async () => {
      for (let turn = 0; turn < 3; turn += 1) await store.check().catch(isUnavailable);
      await store.add([createTask({ title: 'b' }, new Date())]);
    }, isUnavailable);
    assert.ok(await store.get(task.id));
    await sql`ALTER ROLE tasks RESET default_transaction_read_only`;
    await endConnections();
    await store.check().catch(isUnavailable);
    await store.add([createTask({ title: 'c' }, new Date())]);
  });
});

/** All but our own, and waits until they are gone. */
async function endConnections(): Promise<void> {
  await sql`
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'`;
}

function isUnavailable(error: unknown): true {
  assert.ok(error instanceof StorageError, String(error));
  assert.equal(error.reason, 'unavailable');
  return true;
}

test('no server is an error of the storage that tells nothing secret', async () => {
  await assert.rejects(
    openPostgresStore('postgres://someone:secret@127.0.0.1:1/tasks'),
    (error: unknown) =>
      error instanceof StorageError &&
      !error.message.includes('secret') &&
      error.message.includes('ECONNREFUSED'),
  );
});
