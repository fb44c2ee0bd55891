import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { taskClient } from '../test/client/client.ts';
import { startProcess } from '../test/process.ts';

const wanted = 40_000;
const crashes = 5;
const writers = 64;

test(`of ${wanted} confirmed tasks none is lost in ${crashes} crashes under load`, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'task-crash-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const confirmed = new Set<string>();
  for (let crash = 1; crash <= crashes; crash += 1) {
    const app = await startProcess({ DATA_DIR: folder, LOG_LEVEL: 'info', NODE_ENV: 'production' });
    const enough = Math.ceil((wanted / crashes) * crash);
    const agent = new Agent({ keepAlive: true, maxSockets: writers });
    const work = Array.from({ length: writers }, async () => {
      // Ends with the connection, as the process does.
      for (;;) {
        const id = await post(app.url, agent).catch(() => undefined);
        if (id === undefined) return;
        confirmed.add(id);
        // In the middle of the others' requests.
        if (confirmed.size === enough) app.child.kill('SIGKILL');
      }
    });
    await Promise.all(work);
    assert.deepEqual(await app.ended, [null, 'SIGKILL']);
    agent.destroy();
    assert.ok(confirmed.size >= enough);
  }
  const app = await startProcess({ DATA_DIR: folder });
  const found = await everyId(app.url);
  assert.deepEqual(
    [...confirmed].filter((id) => !found.has(id)),
    [],
  );
  app.child.kill('SIGTERM');
  assert.deepEqual(await app.ended, [0, null]);
  t.diagnostic(`${confirmed.size} confirmed, ${found.size} found`);
});

/** The id of a new task, once it is confirmed. */
async function post(url: string, agent: Agent): Promise<string> {
  return await new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json' };
    const call = request(`${url}/tasks`, { method: 'POST', agent, headers }, (response) => {
      text(response).then((body) => {
        assert.equal(response.statusCode, 201, body);
        resolve((JSON.parse(body) as { id: string }).id);
      }, reject);
    });
    call.on('error', reject).end('{"title":"must not be lost","labels":["crash"]}');
  });
}

async function everyId(url: string): Promise<Set<string>> {
  const found = new Set<string>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: { limit: number; cursor?: string } = { limit: 100, ...(cursor === '' ? {} : { cursor }) };
    const { data } = await taskClient(url).GET('/tasks', { params: { query } });
    for (const { id } of data?.tasks ?? []) found.add(id);
    cursor = data?.next_cursor ?? null;
  }
  return found;
}
