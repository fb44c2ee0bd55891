import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startProcess } from '../test/process.ts';

const connections = 10_000;
/** Opened at once: fewer than the system keeps waiting. */
const batch = 200;

test(`${connections} idle connections are kept, and others are served`, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'task-idle-'));
  const app = await startProcess({ DATA_DIR: folder });
  const idle: Socket[] = [];
  t.after(async () => {
    for (const socket of idle) socket.destroy();
    app.child.kill('SIGKILL');
    await app.ended;
    await rm(folder, { recursive: true, force: true });
  });
  while (idle.length < connections) {
    const more = Array.from({ length: batch }, () => connect(app.port, '127.0.0.1'));
    await Promise.all(more.map(ask));
    idle.push(...more);
  }
  const metrics = await (await fetch(`${app.url}/metrics`)).text();
  const [, open] = /^pipeline_lab_active_connections (\d+)$/m.exec(metrics) ?? [];
  assert.ok(Number(open) >= connections, `${open} connections`);
  const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"title":"a"}' };
  assert.equal((await fetch(`${app.url}/tasks`, post)).status, 201);
  const status = await readFile(`/proc/${app.child.pid}/status`, 'utf8');
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  t.diagnostic(`${Math.round(Number(kilobytes) / 1000)} MB resident`);
  app.child.kill('SIGTERM');
  assert.deepEqual(await app.ended, [0, null], 'and they do not put off the end');
});

/** A request, so that the server takes the connection for one that is kept. */
async function ask(socket: Socket): Promise<void> {
  socket.write('GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  assert.match(answer.toString(), /^HTTP\/1.1 200 /);
}
