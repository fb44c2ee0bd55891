import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { install } from '../install.ts';
import { type Caged, folderFor, main, mayMount, startCaged } from './caged.ts';

const run = promisify(execFile);

describe('the disk', { skip: mayMount }, () => {
  test('full: 507 and bad health; reading goes on, and so does writing once there is room', async (t) => {
    const folder = await folderFor(t);
    const { client, url, inside } = await startCaged(t, folder, `mount -t tmpfs -o size=24m none ${folder}`);
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

  test('read-only at the start: that is told, and ends the process', async (t) => {
    const folder = await folderFor(t);
    const mount = `mount -t tmpfs -o ro none ${folder} && exec "$0" "$@"`;
    const env = { ...process.env, PORT: '0', DATA_DIR: folder };
    await assert.rejects(
      run('unshare', ['-m', 'sh', '-c', mount, process.execPath, main], { env }),
      (error: Error & { code?: number; stderr?: string }) =>
        error.code === 1 && /unable to open database file|read-?only/i.test(error.stderr ?? ''),
    );
  });

  const mayLoop = existsSync('/dev/loop-control')
    ? false
    : 'mounts a file, for which there is no loop device';
  test('read-only from an error on: 503, reading goes on; mounted anew it has all that was confirmed', {
    skip: mayLoop,
  }, async (t) => {
    const folder = await folderFor(t);
    const [image, data] = [join(folder, 'image'), join(folder, 'data')];
    await mkdir(data);
    await run('truncate', ['-s', '64M', image]);
    await run('mkfs.ext4', ['-q', image]);
    const mount = `mount -o loop,errors=remount-ro ${image} ${data}`;
    const app = await startCaged(t, data, mount);
    const ids = [await created(app), await created(app)];
    const device = await app.inside('findmnt', '-n', '-o', 'SOURCE', data);
    // As the kernel does it when it finds the file system damaged; such a one cannot be made writable again.
    await writeFile(`/sys/fs/ext4/${device.replace('/dev/', '')}/trigger_fs_error`, 'a test');
    assert.match(await app.inside('findmnt', '-n', '-o', 'OPTIONS', data), /\bro\b|emergency_ro/);
    await refusesWrites(app, ids);
    app.child.kill('SIGTERM');
    assert.deepEqual(await once(app.child, 'exit'), [0, null], 'it ends in order');
    const again = await startCaged(t, data, mount);
    assert.deepEqual(await idsIn(again), ids.toReversed());
    await created(again);
    assert.equal((await fetch(`${again.url}/health`)).status, 200);
  });

  test('read-only for a while: 503, reading goes on, and so does writing afterwards', async (t) => {
    await run('strace', ['-V']).catch(() => install('strace'));
    const folder = await folderFor(t);
    const app = await startCaged(t, folder, `mount -t tmpfs none ${folder}`);
    const ids = [await created(app)];
    // Linux makes nothing read-only that is open for writing, so what writes fails as if it had.
    const writeAgain = await failWrites(t, Number(app.child.pid), folder);
    await refusesWrites(app, ids);
    await writeAgain();
    ids.unshift(await created(app));
    assert.deepEqual(await idsIn(app), ids);
    assert.equal((await fetch(`${app.url}/health`)).status, 200);
  });
});

async function created({ client }: Caged): Promise<string> {
  const { data, response } = await client.POST('/tasks', { body: { title: 'kept' } });
  assert.equal(response.status, 201);
  return String(data?.id);
}

async function idsIn({ client }: Caged): Promise<string[]> {
  const { data } = await client.GET('/tasks', { params: { query: { limit: 100 } } });
  return (data?.tasks ?? []).map(({ id }) => id);
}

/** No kind of write is done, and health says so; what was there is still read. */
async function refusesWrites(app: Caged, ids: readonly string[]): Promise<void> {
  const path = { id: String(ids[0]) };
  const writes = await Promise.all([
    app.client.POST('/tasks', { body: { title: 'not kept' } }),
    app.client.PATCH('/tasks/{id}', { params: { path }, body: { title: 'not kept' } }),
    app.client.DELETE('/tasks/{id}', { params: { path } }),
  ]);
  for (const { response, error } of writes) {
    assert.deepEqual([response.status, error?.status], [503, 503]);
    assert.equal(response.headers.get('Retry-After'), '1');
  }
  for (const route of ['/health', '/health/ready']) assert.equal((await fetch(app.url + route)).status, 503);
  assert.equal((await fetch(`${app.url}/health/live`)).status, 200);
  assert.deepEqual((await idsIn(app)).toSorted(), ids.toSorted());
  const { data } = await app.client.GET('/tasks/{id}', { params: { path } });
  assert.equal(data?.title, 'kept');
}

/** Makes each write to a file of the folder fail with EROFS, until the function that it gives is called. */
async function failWrites(t: TestContext, pid: number, folder: string): Promise<() => Promise<void>> {
  const calls = 'pwrite64,ftruncate,fsync,fdatasync';
  const files = ['', '-wal', '-shm'].flatMap((end) => ['-P', join(folder, `tasks.db${end}`)]);
  const argv = [
    '-f',
    '-p',
    String(pid),
    ...files,
    '-e',
    `trace=${calls}`,
    '-e',
    `inject=${calls}:error=EROFS`,
  ];
  const strace = spawn('strace', argv, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(strace, 'exit');
  t.after(() => strace.kill('SIGKILL'));
  await once(strace.stderr, 'data');
  strace.stderr.resume();
  return async () => {
    strace.kill('SIGINT');
    await ended;
  };
}
