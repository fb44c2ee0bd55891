import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { folderFor, startClocked } from '../test/clocked.ts';

const writers = 8;
const writes = 20_000;
const steps = ['-1h', '+1d', 'same', '+1d', '-1h', 'same'] as const;

test(`${writes} tasks made while the clock jumps have ids of their own, in the order of their making`, async (t) => {
  const { client, setClock } = await startClocked(t, await folderFor(t));
  const ids: string[] = [];
  let left = writes;
  const write = async (): Promise<void> => {
    let last = '';
    while (left > 0) {
      left -= 1;
      if (left % 500 === 0) await setClock(steps[(left / 500) % steps.length] ?? 'same');
      const { data } = await client.POST('/tasks', { body: { title: `${left}` } });
      assert.ok(data !== undefined && data.id > last, `${data?.id} comes after ${last}`);
      last = data.id;
      ids.push(last);
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  assert.equal(new Set(ids).size, writes);
});

test('the clock goes back an hour, and a service that failed is asked again after the usual pause', async (t) => {
  let calls = 0;
  let status = 500;
  const service = createServer((_request, response) => {
    calls += 1;
    response.writeHead(status).end();
  });
  await once(service.listen(0, '127.0.0.1'), 'listening');
  t.after(() => service.close());
  const external = `http://127.0.0.1:${(service.address() as AddressInfo).port}/`;
  const { app, setClock } = await startClocked(t, await folderFor(t), { EXTERNAL_URL: external });
  const check = async (): Promise<{ status: string; circuit: string }> =>
    (await (await fetch(`${app.url}/external-check`)).json()) as { status: string; circuit: string };
  while ((await check()).circuit !== 'open');
  const before = calls;
  await setClock('+1d');
  assert.equal((await check()).circuit, 'open', 'a clock that goes on ends no pause');
  assert.equal(calls, before);
  await setClock('-1h');
  status = 200;
  await sleep(10_200);
  const { status: found, circuit } = await check();
  assert.deepEqual([found, circuit], ['reachable', 'closed']);
});
