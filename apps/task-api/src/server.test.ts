import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { createServer } from './server.ts';
import { settingsFrom } from './settings.ts';
import { openSqliteStore } from './storage/sqlite/sqlite-store.ts';
import type { Task } from './tasks/task.ts';

const env = { BUILD_NUMBER: '42', APP_VERSION: '1.2.3', NODE_ENV: 'test', LOG_LEVEL: 'silent' };
let folder: string;
let app: FastifyInstance;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'task-api-'));
  app = serverWith({});
  await app.ready();
});

after(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

function serverWith(more: Record<string, string>): FastifyInstance {
  const settings = settingsFrom({ ...env, ...more, DATA_DIR: folder });
  return createServer({ settings, store: openSqliteStore(folder) });
}

const post = async (payload: object, headers = {}): Promise<LightMyRequestResponse> =>
  await app.inject({ method: 'POST', url: '/tasks', payload, headers });

async function created(payload: object): Promise<Task> {
  const response = await post(payload);
  assert.equal(response.statusCode, 201, response.body);
  return response.json<Task>();
}

interface Problem {
  readonly status: number;
  readonly errors?: { readonly in: string; readonly pointer: string; readonly detail: string }[];
}

/** The problem that an answer tells, with the status that the answer has. */
function problemIn(response: LightMyRequestResponse, status: number): Problem {
  assert.equal(response.statusCode, status, response.body);
  assert.match(String(response.headers['content-type']), /^application\/problem\+json/);
  const found = response.json<Problem>();
  assert.equal(found.status, status);
  return found;
}

describe('a task', () => {
  test('is created with what was not given, found and listed', async () => {
    const response = await post({ title: 'write', priority: 'high', due_at: '2027-01-31T13:00:00+01:00' });
    assert.equal(response.statusCode, 201);
    const task = response.json<Task>();
    assert.equal(response.headers['location'], `/tasks/${task.id}`);
    assert.equal(response.headers['etag'], '"1"');
    const { id, created_at, updated_at, ...rest } = task;
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(updated_at, created_at);
    assert.deepEqual(rest, {
      revision: 1,
      title: 'write',
      description: '',
      status: 'pending',
      priority: 'high',
      due_at: '2027-01-31T12:00:00.000Z',
      labels: [],
      completed_at: null,
    });
    assert.deepEqual((await app.inject(`/tasks/${id.toUpperCase()}`)).json(), task);
    const { tasks } = (await app.inject('/tasks')).json<{ tasks: Task[] }>();
    assert.ok(tasks.some((each) => each.id === id));
  });

  test('is changed in parts, replaced, completed and deleted', async () => {
    const { id } = await created({ title: 'one', labels: ['a'] });
    const url = `/tasks/${id}`;
    const patched = await app.inject({
      method: 'PATCH',
      url,
      payload: { description: 'more', due_at: null },
    });
    const { title, description, labels, revision } = patched.json<Task>();
    assert.deepEqual(
      { title, description, labels, revision },
      { title: 'one', description: 'more', labels: ['a'], revision: 2 },
    );
    const put = await app.inject({ method: 'PUT', url, payload: { title: 'two' } });
    assert.deepEqual(put.json<Task>().labels, []);
    const completed = (await app.inject({ method: 'POST', url: `${url}/complete` })).json<Task>();
    assert.equal(completed.status, 'completed');
    assert.equal(completed.completed_at, completed.updated_at);
    const again = await app.inject({ method: 'POST', url: `${url}/complete` });
    assert.deepEqual(again.json(), completed, 'completing what is complete changes nothing');
    const reopened = await app.inject({
      method: 'PATCH',
      url,
      headers: { 'content-type': 'application/merge-patch+json' },
      payload: '{"status":"in_progress"}',
    });
    assert.equal(reopened.json<Task>().completed_at, null);
    assert.equal((await app.inject({ method: 'DELETE', url })).statusCode, 204);
    problemIn(await app.inject(url), 404);
    problemIn(await app.inject({ method: 'DELETE', url }), 404);
  });

  test('is not changed by who does not know its last change', async () => {
    const { id } = await created({ title: 'one' });
    const url = `/tasks/${id}`;
    const change = async (
      ifMatch: string,
      method: 'PATCH' | 'DELETE' = 'PATCH',
    ): Promise<LightMyRequestResponse> =>
      await app.inject({
        method,
        url,
        headers: { 'if-match': ifMatch },
        payload: { title: `by ${ifMatch}` },
      });
    assert.equal((await change('"1"')).headers['etag'], '"2"');
    const refused = await change('"1"');
    problemIn(refused, 412);
    assert.equal(refused.headers['etag'], '"2"');
    problemIn(await change('W/"2"'), 412);
    problemIn(await change('"1"', 'DELETE'), 412);
    assert.equal((await change('"7", "2"')).statusCode, 200);
    assert.equal((await change('*')).statusCode, 200);
  });

  test('that is known is not sent again', async () => {
    const { id } = await created({ title: 'one' });
    const ask = async (tag: string): Promise<LightMyRequestResponse> =>
      await app.inject({ url: `/tasks/${id}`, headers: { 'if-none-match': tag } });
    const known = await ask('W/"1"');
    assert.equal(known.statusCode, 304);
    assert.equal(known.body, '');
    assert.equal((await ask('"2"')).statusCode, 200);
  });

  test('is created once for an Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'a key' };
    const [first, second] = await Promise.all([
      post({ title: 'once' }, headers),
      post({ title: 'once' }, headers),
    ]);
    assert.equal(first.statusCode, 201);
    assert.deepEqual(second.json(), first.json());
    assert.equal(second.headers['location'], first.headers['location']);
    problemIn(await post({ title: 'another' }, headers), 422);
    const { tasks } = (await app.inject('/tasks?q=once')).json<{ tasks: Task[] }>();
    assert.equal(tasks.length, 1);
  });

  test('is created with others, all or none', async () => {
    const bulk = async (tasks: object[]): Promise<LightMyRequestResponse> =>
      await app.inject({ method: 'POST', url: '/tasks/bulk', payload: { tasks } });
    const { tasks } = (await bulk([{ title: 'bulk 1' }, { title: 'bulk 2' }])).json<{ tasks: Task[] }>();
    assert.deepEqual(
      tasks.map(({ title }) => title),
      ['bulk 1', 'bulk 2'],
    );
    const { errors } = problemIn(await bulk([{ title: 'bulk 3' }, { titel: 'x' }]), 400);
    assert.deepEqual(
      errors?.map(({ pointer }) => pointer),
      ['/tasks/1/title', '/tasks/1/titel'],
    );
    const found = (await app.inject('/tasks?q=bulk')).json<{ tasks: Task[] }>();
    assert.equal(found.tasks.length, 2);
  });
});

describe('a list', () => {
  test('is followed by its Link from page to page', async () => {
    for (const title of ['page a', 'page b', 'page c']) await created({ title, labels: ['the list'] });
    const seen: string[] = [];
    let url: string | undefined = '/tasks?label=the+list&sort=created_at&limit=2';
    while (url !== undefined) {
      const response: LightMyRequestResponse = await app.inject(url);
      seen.push(...response.json<{ tasks: Task[] }>().tasks.map(({ title }) => title));
      url = /^<(.+)>; rel="next"$/.exec(String(response.headers['link'] ?? ''))?.[1];
    }
    assert.deepEqual(seen, ['page a', 'page b', 'page c']);
  });

  for (const [what, query, pointer] of [
    ['a wrong limit', 'limit=0', '/limit'],
    ['a limit that is no number', 'limit=ten', '/limit'],
    ['an unknown order', 'sort=size', '/sort'],
    ['a time without a zone', 'due_before=2027-01-01T00:00:00', '/due_before'],
    ['a day that is none', 'due_after=2027-02-30T00:00:00Z', '/due_after'],
    [
      'a cursor of another order',
      `cursor=${Buffer.from('["due_at",false,"~","x"]').toString('base64url')}`,
      '/cursor',
    ],
    ['a cursor that is none', 'cursor=%00', '/cursor'],
    ['an unknown parameter', 'page=2', '/page'],
    ['the same parameter twice', 'status=pending&status=completed', '/status'],
  ] as const) {
    test(`with ${what} is refused`, async () => {
      const { errors } = problemIn(await app.inject(`/tasks?${query}`), 400);
      assert.deepEqual(
        errors?.map((error) => [error.in, error.pointer]),
        [['query', pointer]],
      );
    });
  }
});

test('every wrong field of a task is told', async () => {
  const wrong = {
    title: ' ',
    priority: 'none',
    due_at: 'soon',
    labels: ['a', 7],
    colour: 'red',
    description: null,
  };
  const { errors } = problemIn(await post(wrong), 400);
  assert.deepEqual(Object.fromEntries(errors?.map(({ pointer, detail }) => [pointer, detail]) ?? []), {
    '/colour': 'is not known',
    '/title': 'must not be blank',
    '/priority': 'must be one of low, medium, high, urgent',
    '/due_at': 'must be a time as in RFC 3339, such as 2027-01-31T12:00:00Z',
    '/labels/1': 'must be string',
    '/description': 'must be string',
  });
});

for (const [what, request, status] of [
  ['no title', { payload: {} }, 400],
  ['a title that is too long', { payload: { title: 'x'.repeat(201) } }, 400],
  ['an array', { payload: [] }, 400],
  ['no body', {}, 400],
  ['broken JSON', { headers: { 'content-type': 'application/json' }, body: '{' }, 400],
  [
    'a prototype',
    { headers: { 'content-type': 'application/json' }, body: '{"title":"a","__proto__":{}}' },
    400,
  ],
  ['a form', { headers: { 'content-type': 'text/csv' }, body: 'a' }, 415],
  ['plain text', { headers: { 'content-type': 'text/plain' }, body: 'a' }, 415],
  ['a huge task', { payload: { title: 'x'.repeat(70_000) } }, 413],
] as const) {
  test(`${what} instead of a task is answered with ${status}`, async () => {
    problemIn(await app.inject({ method: 'POST', url: '/tasks', ...request }), status);
  });
}

test('what is not there is a problem, too', async () => {
  for (const url of ['/nothing', '/tasks/none', '/tasks/01900000-0000-7000-8000-000000000000'])
    problemIn(await app.inject(url), 404);
  problemIn(await app.inject('/tasks/%zz'), 400);
});

test('a method that a path does not have is refused with those that it has', async () => {
  for (const [url, method, allowed] of [
    ['/tasks', 'DELETE', 'GET, HEAD, POST'],
    ['/tasks/x', 'POST', 'GET, HEAD, PUT, PATCH, DELETE'],
    ['/tasks/x/complete', 'GET', 'POST'],
    ['/health', 'OPTIONS', 'GET, HEAD'],
  ] as const) {
    const response = await app.inject({ method, url });
    problemIn(response, 405);
    assert.equal(response.headers['allow'], allowed);
  }
});

test('the four metrics are there, by route, and tasks are counted', async () => {
  const { id } = await created({ title: 'counted' });
  await app.inject(`/tasks/${id}`);
  await app.inject('/tasks/none');
  const { body } = await app.inject('/metrics');
  for (const line of [
    /^pipeline_lab_requests_total\{method="GET",endpoint="\/tasks\/:id",status_code="404"\} \d+$/m,
    /^pipeline_lab_request_duration_seconds_bucket\{method="GET",endpoint="\/tasks\/:id",le="\+Inf"\} \d+$/m,
    /^pipeline_lab_request_duration_seconds_count\{method="GET",endpoint="\/tasks\/:id"\} \d+$/m,
    /^pipeline_lab_active_connections 0$/m,
    /^pipeline_lab_deployment_info\{version="1.2.3",environment="test",build_number="42"\} 1$/m,
    /^pipeline_lab_tasks_created_total \d+$/m,
    /^nodejs_eventloop_lag_seconds /m,
  ])
    assert.match(body, line);
});

describe('with tokens', () => {
  let guarded: FastifyInstance;
  before(() => {
    guarded = serverWith({ TASKS_TOKENS: 'one, two' });
  });
  after(async () => await guarded.close());

  test('tasks are for those who send one, health and metrics for all', async () => {
    const ask = async (authorization?: string): Promise<LightMyRequestResponse> =>
      await guarded.inject({ url: '/tasks', headers: authorization === undefined ? {} : { authorization } });
    assert.equal((await ask('Bearer two')).statusCode, 200);
    assert.equal((await ask('bearer one')).statusCode, 200);
    for (const wrong of [undefined, 'Bearer three', 'Basic one', 'Bearer one, two', 'Bearer ']) {
      const response = await ask(wrong);
      problemIn(response, 401);
      assert.match(String(response.headers['www-authenticate']), /^Bearer/);
    }
    for (const url of ['/health', '/health/live', '/metrics'])
      assert.equal((await guarded.inject(url)).statusCode, 200);
  });
});

test('more requests than allowed are refused until later', async () => {
  const limited = serverWith({ RATE_LIMIT: '2' });
  const codes = [];
  for (let turn = 0; turn < 3; turn += 1) codes.push((await limited.inject('/tasks')).statusCode);
  assert.deepEqual(codes, [200, 200, 429]);
  const refused = await limited.inject('/tasks');
  problemIn(refused, 429);
  assert.ok(Number(refused.headers['retry-after']) > 0);
  assert.equal((await limited.inject('/health')).statusCode, 200);
  await limited.close();
});

test('answers carry a request id and forbid guessing, framing and other sites', async () => {
  const given = await app.inject({
    url: '/tasks',
    headers: { 'x-request-id': 'abc-1', origin: 'http://other' },
  });
  assert.equal(given.headers['x-request-id'], 'abc-1');
  assert.equal(given.headers['x-content-type-options'], 'nosniff');
  assert.equal(given.headers['access-control-allow-origin'], undefined);
  const bad = await app.inject({ url: '/tasks', headers: { 'x-request-id': 'a\tb' } });
  assert.match(String(bad.headers['x-request-id']), /^[0-9a-f-]{36}$/);
});
