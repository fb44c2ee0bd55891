import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type RunningApp, startApp } from '../app.ts';
import { type TaskClient, taskClient } from '../client/client.ts';

let app: RunningApp;
let client: TaskClient;

before(async () => {
  app = await startApp();
  client = taskClient(app.url);
});

after(async () => await app.stop());

test('a task lives its whole life through the typed client', async () => {
  const created = await client.POST('/tasks', { body: { title: 'live', labels: ['e2e'] } });
  assert.equal(created.response.status, 201);
  const path = { id: String(created.data?.id) };
  const etag = String(created.response.headers.get('etag'));
  const changed = await client.PATCH('/tasks/{id}', {
    params: { path, header: { 'if-match': etag } },
    body: { priority: 'urgent' },
  });
  assert.equal(changed.data?.revision, 2);
  const late = await client.PATCH('/tasks/{id}', {
    params: { path, header: { 'if-match': etag } },
    body: { priority: 'low' },
  });
  assert.equal(late.response.status, 412);
  assert.match(String(late.error?.detail), /"2"/);
  const completed = await client.POST('/tasks/{id}/complete', { params: { path } });
  assert.equal(completed.data?.status, 'completed');
  const { data: page } = await client.GET('/tasks', {
    params: { query: { label: 'e2e', status: 'completed' } },
  });
  assert.deepEqual(page?.tasks, [completed.data]);
  assert.equal((await client.DELETE('/tasks/{id}', { params: { path } })).response.status, 204);
  assert.equal((await client.GET('/tasks/{id}', { params: { path } })).response.status, 404);
});

test('pages of the typed client go on at their cursor', async () => {
  const tasks = Array.from({ length: 7 }, (_, index) => ({ title: `page ${index}`, labels: ['pages'] }));
  await client.POST('/tasks/bulk', { body: { tasks } });
  const titles: string[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { label: 'pages', sort: 'created_at', limit: 3, ...(cursor ? { cursor } : {}) } as const;
    const { data } = await client.GET('/tasks', { params: { query } });
    titles.push(...(data?.tasks ?? []).map(({ title }) => title));
    cursor = data?.next_cursor;
  } while (cursor);
  assert.deepEqual(
    titles,
    tasks.map(({ title }) => title),
  );
});
