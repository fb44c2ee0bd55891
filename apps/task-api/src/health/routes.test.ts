import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Drain } from '../http/drain.ts';
import { createServer } from '../server.ts';
import { settingsFrom } from '../settings.ts';
import { openSqliteStore } from '../storage/sqlite/sqlite-store.ts';
import { StorageError, type TaskStore } from '../storage/store.ts';

async function server(
  t: TestContext,
  change: (store: TaskStore) => TaskStore,
  drain?: Drain,
): Promise<FastifyInstance> {
  const folder = await mkdtemp(join(tmpdir(), 'task-health-'));
  const env = {
    BUILD_NUMBER: '42',
    APP_VERSION: '1.2.3',
    RELEASE: 'r7',
    LOG_LEVEL: 'silent',
    DATA_DIR: folder,
  };
  const store = change(openSqliteStore(folder));
  const app = createServer({ settings: settingsFrom(env), store, ...(drain === undefined ? {} : { drain }) });
  t.after(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });
  return app;
}

const same = (store: TaskStore): TaskStore => store;
const broken = (store: TaskStore): TaskStore => ({
  ...store,
  check: async () => await Promise.reject(new StorageError('full', 'the disk is full', undefined)),
});

test('health tells version, build, uptime and each check', async (t) => {
  const response = await (await server(t, same)).inject('/health');
  assert.equal(response.statusCode, 200);
  const body = response.json<Record<string, unknown>>();
  const { status, version, release, build_number, checks } = body;
  assert.deepEqual([status, version, release, build_number], ['healthy', '1.2.3', 'r7', '42']);
  assert.ok(Number(body['uptime_seconds']) > 0);
  assert.ok(!Number.isNaN(Date.parse(String(body['timestamp']))));
  const found = Object.entries(checks as Record<string, { status: string; duration_ms: number }>);
  assert.deepEqual(
    found.map(([name, each]) => [name, each.status]),
    [
      ['database', 'healthy'],
      ['disk', 'healthy'],
      ['event_loop', 'healthy'],
    ],
  );
  assert.ok(found.every(([, { duration_ms }]) => duration_ms >= 0));
});

test('health is 503 with the reason when tasks cannot be stored; the process lives', async (t) => {
  const app = await server(t, broken);
  const response = await app.inject('/health');
  assert.equal(response.statusCode, 503);
  const body = response.json<{
    status: string;
    reason: string;
    checks: Record<string, { reason?: string }>;
  }>();
  assert.equal(body.status, 'unhealthy');
  assert.equal(body.reason, 'the disk is full');
  assert.equal(body.checks['database']?.reason, 'the disk is full');
  assert.equal((await app.inject('/health/ready')).statusCode, 503);
  assert.equal((await app.inject('/health/live')).statusCode, 200);
});

test('a server that is about to end is alive, not ready, and answers', async (t) => {
  const drain = { draining: false };
  const app = await server(t, same, drain);
  assert.deepEqual((await app.inject('/health/ready')).json(), { ready: true });
  drain.draining = true;
  assert.equal((await app.inject('/health/ready')).statusCode, 503);
  assert.equal((await app.inject('/health/live')).statusCode, 200);
  assert.equal((await app.inject('/tasks')).statusCode, 200);
});
