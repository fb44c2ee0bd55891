import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { openPostgresStore } from '../../src/storage/postgres/postgres-store.ts';
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts';
import type { TaskStore } from '../../src/storage/store.ts';
import { type PostgresServer, startPostgres } from '../storage/postgres-server.ts';
import { commands, type Model } from './model.ts';
import { tasksOf } from '../storage/tasks-of.ts';

const runs = Number(process.env['MODEL_RUNS'] ?? 40);

/** Any sequence of operations leaves a store as it leaves a map. */
async function holds(store: TaskStore): Promise<void> {
  const sequence = fc.commands(commands, { maxCommands: 30 });
  await fc.assert(
    fc.asyncProperty(sequence, async (each) => {
      await empty(store);
      const model: Model = new Map();
      await fc.asyncModelRun(() => ({ model, real: { store } }), each);
    }),
    { numRuns: runs },
  );
}

async function empty(store: TaskStore): Promise<void> {
  const sort = { field: 'created_at', descending: false } as const;
  const tasks = tasksOf(await store.list({ filter: {}, sort, limit: 10_000 }));
  await Promise.all(tasks.map(({ id }) => store.remove(id, () => true)));
}

describe('any sequence of operations does to a store what it does to a map', () => {
  let folder: string;
  let server: PostgresServer;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'task-model-'));
    server = await startPostgres();
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  test('SQLite', async () => {
    const store = openSqliteStore(folder);
    await holds(store);
    await store.close();
  });

  test('PostgreSQL', async () => {
    const store = await openPostgresStore(server.url);
    await holds(store);
    await store.close();
  });
});
