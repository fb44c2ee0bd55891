import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test, type TestContext } from 'node:test';
import { openSqliteStore } from '../src/storage/sqlite/sqlite-store.ts';
import { createTask } from '../src/tasks/edit.ts';
import { taskClient } from './client/client.ts';
import { install } from './install.ts';
import { type AppProcess, startProcess } from './process.ts';

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'task-operation-'));
});

after(async () => await rm(folder, { recursive: true, force: true }));

async function start(t: TestContext, env: Record<string, string> = {}): Promise<AppProcess> {
  const app = await startProcess({ DATA_DIR: folder, ...env });
  t.after(async () => {
    app.child.kill('SIGKILL');
    await app.ended;
  });
  return app;
}

/** A POST of which the last byte is not yet sent, on a connection that the server knows of. */
async function unfinished(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const head = 'POST /tasks HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 13\r\n';
  socket.write(`${head}Expect: 100-continue\r\n\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  assert.match(answer.toString(), /^HTTP\/1.1 100 /);
  socket.write('{"title":"a"');
  return socket;
}

describe('the end of a process', () => {
  test('loses no request that it has begun, and tells the proxy first', async (t) => {
    const app = await start(t, { DRAIN_DELAY: '300' });
    const agent = new Agent({ keepAlive: true });
    const ask = async (): Promise<number | undefined> => {
      const [response] = (await once(
        httpRequest(`${app.url}/health/ready`, { agent }).end(),
        'response',
      )) as [IncomingMessage];
      await text(response);
      return response.statusCode;
    };
    assert.equal(await ask(), 200);
    const socket = await unfinished(app.port);
    app.child.kill('SIGTERM');
    let ready: number | undefined = 200;
    while (ready === 200) ready = await ask();
    assert.equal(ready, 503, 'it answers, and wants no more');
    // Taken off only after the delay.
    await refused(app.port);
    socket.write('}');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    assert.match(answer.toString(), /^HTTP\/1.1 201 /);
    assert.match(answer.toString(), /connection: close/i);
    assert.deepEqual(await app.ended, [0, null]);
    agent.destroy();
  });

  test('is not put off by idle connections', async (t) => {
    const app = await start(t);
    const idle = Array.from({ length: 50 }, () =>
      connect(app.port, '127.0.0.1').on('error', () => undefined),
    );
    await Promise.all(idle.map((socket) => once(socket, 'connect')));
    assert.equal((await fetch(`${app.url}/health`)).status, 200);
    app.child.kill('SIGTERM');
    assert.deepEqual(await app.ended, [0, null]);
    for (const socket of idle) socket.destroy();
  });

  test('does not fail when the client of a search under way has gone', async (t) => {
    const data = join(folder, 'many');
    const store = openSqliteStore(data);
    await store.add(
      Array.from({ length: 50_000 }, (_, index) => createTask({ title: `${index}` }, new Date())),
    );
    await store.close();
    const app = await start(t, { DATA_DIR: data });
    const begun = new Promise<void>((resolve) =>
      app.child.stdout.on('data', (chunk: Buffer) => {
        if (chunk.includes('/tasks?q=none')) resolve();
      }),
    );
    const socket = connect(app.port, '127.0.0.1');
    socket.write('GET /tasks?q=none HTTP/1.1\r\nHost: a\r\n\r\n');
    await begun;
    app.child.kill('SIGTERM');
    socket.destroy();
    assert.deepEqual(await app.ended, [0, null]);
    // Otherwise the search was over before the store was closed, and nothing has been tried.
    assert.ok(app.log.some(({ level }) => level === 50));
  });
});

/** Resolves once nobody listens. */
async function refused(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const event = await Promise.race([
      once(socket, 'connect').then(() => 'connected'),
      once(socket, 'error').then(() => 'refused'),
    ]).catch(() => 'refused');
    socket.destroy();
    if (event === 'refused') return;
  }
}

test('a client that sends its request too slowly is cut off with 408', async (t) => {
  const app = await start(t);
  const socket = connect(app.port, '127.0.0.1');
  socket.write('GET /tasks HTTP/1.1\r\nHost: a\r\n');
  const drip = setInterval(() => socket.write('x: y\r\n'), 500);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  clearInterval(drip);
  assert.match(answer.toString(), /^HTTP\/1.1 408 [^]*application\/problem\+json/);
  socket.destroy();
});

for (const [what, sent, status] of [
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['headers that are too large', `GET / HTTP/1.1\r\nHost: a\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
] as const) {
  test(`${what} is a problem, too: ${status}`, async (t) => {
    const app = await start(t);
    const socket = connect(app.port, '127.0.0.1');
    socket.write(sent);
    const answer = await text(socket);
    assert.match(
      answer,
      new RegExp(`^HTTP/1.1 ${status} [^]*application/problem\\+json[^]*"status":${status}`),
    );
  });
}

test('logs are JSON with the request id and the trace, without tokens', async (t) => {
  const app = await start(t, { TASKS_TOKENS: 'very-secret' });
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  const headers = {
    Authorization: 'Bearer very-secret',
    'X-Request-Id': 'request-1',
    traceparent: `00-${trace}-00f067aa0ba902b7-01`,
  };
  assert.equal((await fetch(`${app.url}/tasks`, { headers })).status, 200);
  app.child.kill('SIGTERM');
  await app.ended;
  const lines = app.log.filter((line) => line['reqId'] === 'request-1');
  assert.ok(lines.length >= 2);
  assert.ok(lines.every((line) => line['trace_id'] === trace));
  assert.ok(!JSON.stringify(app.log).includes('very-secret'));
});

test('promtool finds nothing to say of the metrics', async (t) => {
  if (!existsSync('/usr/bin/promtool')) await install('prometheus');
  const app = await start(t);
  await taskClient(app.url).POST('/tasks', { body: { title: 'a' } });
  const metrics = await (await fetch(`${app.url}/metrics`)).text();
  assert.match(
    metrics,
    /^pipeline_lab_requests_total\{method="POST",endpoint="\/tasks",status_code="201"\} 1$/m,
  );
  assert.match(metrics, /^pipeline_lab_active_connections [1-9]/m);
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: metrics });
  assert.equal(`${stdout.toString()}${stderr.toString()}`, '');
  assert.equal(status, 0);
});
