import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Clocked, folderFor, startClocked } from './clocked.ts';

const hour = 3_600_000;
const limit = 40;

async function health({
  app,
}: Clocked): Promise<{ status: string; timestamp: string; uptime_seconds: number }> {
  const response = await fetch(`${app.url}/health`);
  return (await response.json()) as { status: string; timestamp: string; uptime_seconds: number };
}

test('the clock goes back an hour and on by a day, and tasks, keys and times stay right', async (t) => {
  const folder = await folderFor(t);
  const clocked = await startClocked(t, folder);
  const { client, setClock } = clocked;
  const create = async (key: string): Promise<{ id: string; created_at: string }> => {
    const params = { header: { 'idempotency-key': key } };
    const { data } = await client.POST('/tasks', { body: { title: key }, params });
    assert.ok(data);
    return data;
  };
  const first = await create('first');
  const created = [first.id];
  const change = async (revision: number): Promise<{ revision: number; updated_at: string }> => {
    const params = { path: { id: first.id }, header: { 'if-match': `"${revision}"` } };
    const { data, response } = await client.PATCH('/tasks/{id}', { body: { title: `${revision}` }, params });
    assert.ok(data);
    assert.equal(response.headers.get('ETag'), `"${revision + 1}"`);
    return data;
  };
  let { updated_at: updated } = await change(1);
  for (const [revision, step, hours] of [
    [2, '-1h', -1],
    [3, '+1d', 24],
    [4, '-1h', -1],
    [5, 'same', 0],
  ] as const) {
    await setClock(step);
    const { status, timestamp, uptime_seconds: uptime } = await health(clocked);
    const off = (Date.parse(timestamp) - Date.now()) / hour;
    assert.ok(Math.abs(off - hours) < 0.1, `${step}: ${off} h`);
    assert.equal(status, 'healthy');
    assert.ok(uptime >= 0 && uptime < 60, `up for ${uptime} s`);
    created.unshift((await create(`at ${revision}`)).id);
    assert.equal((await create('first')).id, first.id, 'the same key is the same task');
    const changed = await change(revision);
    assert.ok(changed.updated_at >= updated, 'no change is earlier than the one before');
    updated = changed.updated_at;
  }
  const { data } = await client.GET('/tasks', { params: { query: {} } });
  assert.deepEqual(
    data?.tasks.map(({ id }) => id),
    created,
    'the newest first',
  );
  assert.deepEqual(created.toSorted(), created.toReversed());
  assert.equal(new Set(created).size, created.length);
  const durations = await (await fetch(`${clocked.app.url}/metrics`)).text();
  const sums = [...durations.matchAll(/_duration_seconds_sum\{.*\} (\S+)/g)].map(([, sum]) => Number(sum));
  assert.ok(sums.length > 0 && sums.every((sum) => sum > 0 && sum < 60), 'requests took no hours');
  clocked.app.child.kill('SIGTERM');
  assert.deepEqual(await clocked.app.ended, [0, null]);

  const later = await startClocked(t, folder, {}, '+25h');
  const params = { header: { 'idempotency-key': 'first' } };
  const again = await later.client.POST('/tasks', { body: { title: 'first' }, params });
  assert.notEqual(again.data?.id, first.id, 'a key is over after a day');
});

test('the clock goes back an hour or on by a day, and who sent too much waits for no more than the minute', async (t) => {
  const clocked = await startClocked(t, await folderFor(t), { RATE_LIMIT: String(limit) });
  const ask = async (): Promise<Response> => await fetch(`${clocked.app.url}/tasks`);
  for (let count = 0; count < limit; count += 1) assert.equal((await ask()).status, 200);
  for (const step of ['same', '-1h', '+1d'] as const) {
    await clocked.setClock(step);
    const refused = await ask();
    assert.deepEqual([step, refused.status], [step, 429]);
    const wait = Number(refused.headers.get('Retry-After'));
    assert.ok(wait > 0 && wait <= 60, `${step}: ${wait} s`);
  }
});
