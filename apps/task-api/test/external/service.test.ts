import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { externalService } from '../../src/external/service.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function upstream(t: TestContext, answer: Answer): Promise<string> {
  const server = createServer(answer);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/status`;
}

test('a service that answers is reachable, and gets the trace', async (t) => {
  const traces: unknown[] = [];
  const known: unknown[] = [];
  const address = await upstream(t, (request, response) => {
    traces.push(request.headers['traceparent']);
    known.push(request.headers.authorization);
    response.writeHead(204).end();
  });
  const url = address.replace('//', '//user:p%40ss@');
  const trace = { trace_id: 'a'.repeat(32), parent_id: 'b'.repeat(16), sampled: true };
  const { duration_ms, ...answer } = await externalService(url).check(trace);
  assert.deepEqual(answer, { status: 'reachable', circuit: 'closed', attempts: 1, status_code: 204 });
  assert.ok(duration_ms > 0);
  assert.deepEqual(known, [`Basic ${Buffer.from('user:p@ss').toString('base64')}`]);
  assert.match(String(traces[0]), /^00-a{32}-b{16}-01$/);
});

test('a service that fails once is asked again', async (t) => {
  let calls = 0;
  const url = await upstream(t, (_request, response) => {
    calls += 1;
    response.writeHead(calls === 1 ? 500 : 200).end();
  });
  const { status, attempts } = await externalService(url).check(undefined);
  assert.deepEqual([status, attempts], ['reachable', 2]);
});

test('a service that keeps failing is left alone for a while', async (t) => {
  let calls = 0;
  const url = await upstream(t, (_request, response) => {
    calls += 1;
    response.writeHead(500).end();
  });
  const service = externalService(url);
  const first = await service.check(undefined);
  assert.deepEqual([first.status, first.attempts, first.reason], ['unreachable', 3, 'it answered 500']);
  const second = await service.check(undefined);
  assert.deepEqual(
    [second.attempts, second.circuit],
    [2, 'open'],
    'the fifth failure in a row opens the circuit',
  );
  const third = await service.check(undefined);
  assert.deepEqual([third.attempts, third.circuit, calls], [0, 'open', 5]);
});

test('a service that does not answer in time, or is not there, is unreachable', async (t) => {
  const url = await upstream(t, () => undefined);
  const silent = await externalService(url).check(undefined);
  assert.equal(silent.status, 'unreachable');
  assert.match(String(silent.reason), /timed out/);
  const away = await externalService('http://user:secret@127.0.0.1:1/').check(undefined);
  assert.equal(away.status, 'unreachable');
  assert.ok(!JSON.stringify(away).includes('secret'));
});
