import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createServer } from './server.ts';
import { settingsFrom } from './settings.ts';
import { openSqliteStore } from './tasks/sqlite-store.ts';
import type { Task } from './tasks/task.ts';

const env = { BUILD_NUMBER: '42', APP_VERSION: '1.2.3', NODE_ENV: 'test', LOG_LEVEL: 'silent' };
let folder: string;
let app: FastifyInstance;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'task-api-'));
  app = createServer(settingsFrom(env), openSqliteStore(folder));
});

after(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

async function post(payload: object): Promise<Awaited<ReturnType<typeof app.inject>>> {
  return await app.inject({ method: 'POST', url: '/tasks', payload });
}

test('a task is created, found and listed', async () => {
  const created = await post({ title: 'write', priority: 'high' });
  assert.equal(created.statusCode, 201);
  const task = created.json<Task>();
  assert.match(task.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(created.headers['location'], `/tasks/${task.id}`);
  assert.deepEqual(
    { title: task.title, description: task.description, priority: task.priority },
    { title: 'write', description: '', priority: 'high' },
  );
  assert.deepEqual((await app.inject(`/tasks/${task.id}`)).json(), task);
  const { tasks } = (await app.inject('/tasks')).json<{ tasks: Task[] }>();
  assert.ok(tasks.some(({ id }) => id === task.id));
});

test('the newest tasks come first, as many as asked for', async () => {
  for (const title of ['one', 'two', 'three']) {
    await post({ title });
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const { tasks } = (await app.inject('/tasks?limit=2')).json<{ tasks: Task[] }>();
  assert.deepEqual(
    tasks.map(({ title }) => title),
    ['three', 'two'],
  );
});

for (const [what, payload] of [
  ['no title', {}],
  ['an empty title', { title: ' ' }],
  ['a title that is too long', { title: 'x'.repeat(201) }],
  ['a title that is a number', { title: 7 }],
  ['an unknown priority', { title: 'a', priority: 'none' }],
  ['an unknown field', { title: 'a', colour: 'red' }],
] as const) {
  test(`${what} is refused with 400`, async () => {
    const response = await post(payload);
    assert.equal(response.statusCode, 400);
    assert.match(String(response.headers['content-type']), /^application\/problem\+json/);
    assert.equal(response.json<{ status: number }>().status, 400);
  });
}

for (const [what, request, status] of [
  ['an unknown task', { url: '/tasks/none' }, 404],
  ['an unknown path', { url: '/nothing' }, 404],
  ['a wrong limit', { url: '/tasks?limit=0' }, 400],
  [
    'broken JSON',
    { method: 'POST', url: '/tasks', headers: { 'content-type': 'application/json' }, body: '{' },
    400,
  ],
  ['a form', { method: 'POST', url: '/tasks', headers: { 'content-type': 'text/csv' }, body: 'a' }, 415],
  ['a huge task', { method: 'POST', url: '/tasks', payload: { title: 'x'.repeat(70_000) } }, 413],
] as const) {
  test(`${what} is answered with ${status}`, async () => {
    const response = await app.inject(request);
    assert.equal(response.statusCode, status);
    assert.match(String(response.headers['content-type']), /^application\/problem\+json/);
  });
}

test('a method that a path does not have is refused with those that it has', async () => {
  const response = await app.inject({ method: 'DELETE', url: '/tasks' });
  assert.equal(response.statusCode, 405);
  assert.equal(response.headers['allow'], 'GET, POST');
});

test('health tells version, build and uptime', async () => {
  const response = await app.inject('/health');
  const body = response.json<Record<string, unknown>>();
  assert.equal(response.statusCode, 200);
  assert.equal(body['status'], 'healthy');
  assert.equal(body['version'], '1.2.3');
  assert.equal(body['build_number'], '42');
  assert.ok(Number(body['uptime_seconds']) > 0);
  assert.ok(!Number.isNaN(Date.parse(String(body['timestamp']))));
});

test('health is 503 with the reason when tasks cannot be stored', async () => {
  const store = openSqliteStore(await mkdtemp(join(tmpdir(), 'task-api-')));
  const broken = createServer(settingsFrom(env), {
    ...store,
    check: () => {
      throw new Error('disk I/O error');
    },
  });
  const response = await broken.inject('/health');
  assert.equal(response.statusCode, 503);
  assert.equal(response.json<{ reason: string }>().reason, 'disk I/O error');
  await broken.close();
});

test('the four metrics are there, by route', async () => {
  await app.inject('/tasks/none');
  const { body } = await app.inject('/metrics');
  assert.match(
    body,
    /pipeline_lab_requests_total\{method="GET",endpoint="\/tasks\/:id",status_code="404"\} \d+/,
  );
  assert.match(
    body,
    /pipeline_lab_request_duration_seconds_count\{method="GET",endpoint="\/tasks\/:id"\} \d+/,
  );
  assert.match(body, /pipeline_lab_active_connections 0/);
  assert.match(
    body,
    /pipeline_lab_deployment_info\{version="1.2.3",environment="test",build_number="42"\} 1/,
  );
});
