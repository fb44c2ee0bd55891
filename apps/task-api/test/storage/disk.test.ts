import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { type TaskClient, taskClient } from '../client/client.ts';

const run = promisify(execFile);
const main = join(import.meta.dirname, '../../src/main.ts');
const mayMount = process.getuid?.() === 0 ? false : 'mounts a file system, which only root may';

interface Caged {
  readonly client: TaskClient;
  readonly url: string;
  readonly folder: string;
  /** Runs a command where the small file system is mounted. */
  inside(...argv: string[]): Promise<void>;
}

/** The app with its tasks in a file system of 24 MB, which only it sees. */
async function startSmall(t: TestContext): Promise<Caged> {
  const folder = await mkdtemp(join(tmpdir(), 'task-disk-'));
  const mount = `mount -t tmpfs -o size=24m none ${folder} && exec "$0" "$@"`;
  const env = { ...process.env, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', DATA_DIR: folder };
  const argv = ['-m', 'sh', '-c', mount, process.execPath, main];
  const child = spawn('unshare', argv, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
    await rm(folder, { recursive: true });
  });
  const url = await listening(child);
  return {
    url,
    folder,
    client: taskClient(url),
    inside: async (...argv) => void (await run('nsenter', ['-t', String(child.pid), '-m', ...argv])),
  };
}

async function listening(child: ChildProcess): Promise<string> {
  return await new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('it has no output');
    createInterface(child.stdout).on('line', (line) => {
      const [, found] = /listening at (http:\S+?)"/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
  });
}

test('a full disk is 507 and bad health; reading goes on, and so does writing once there is room', {
  skip: mayMount,
}, async (t) => {
  const { client, url, folder, inside } = await startSmall(t);
  const first = await client.POST('/tasks', { body: { title: 'first' } });
  const tasks = Array.from({ length: 100 }, () => ({ title: 'big', description: 'x'.repeat(10_000) }));
  let status = 201;
  while (status === 201) status = (await client.POST('/tasks/bulk', { body: { tasks } })).response.status;
  assert.equal(status, 507);
  const health = await fetch(`${url}/health`);
  assert.equal(health.status, 503);
  assert.match(((await health.json()) as { reason: string }).reason, /full|free/);
  const path = { id: String(first.data?.id) };
  assert.deepEqual((await client.GET('/tasks/{id}', { params: { path } })).data, first.data);
  await inside('mount', '-o', 'remount,size=96m', folder);
  assert.equal((await client.POST('/tasks/bulk', { body: { tasks } })).response.status, 201);
  assert.equal((await fetch(`${url}/health`)).status, 200);
});

test('a read-only disk at the start is told, and ends the process', { skip: mayMount }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'task-disk-'));
  t.after(() => rm(folder, { recursive: true }));
  const mount = `mount -t tmpfs -o ro none ${folder} && exec "$0" "$@"`;
  const env = { ...process.env, PORT: '0', DATA_DIR: folder };
  await assert.rejects(
    run('unshare', ['-m', 'sh', '-c', mount, process.execPath, main], { env }),
    (error: Error & { code?: number; stderr?: string }) =>
      error.code === 1 && /unable to open database file|read-?only/i.test(error.stderr ?? ''),
  );
});
