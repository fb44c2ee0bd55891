import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { uuidv7 } from './identifier.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Task } from './task.ts';

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'task-store-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

function task(title: string): Task {
  const now = new Date();
  return {
    id: uuidv7(now.getTime()),
    title,
    description: '',
    priority: 'low',
    created_at: now.toISOString(),
  };
}

test('tasks outlive the process that stored them', async (t) => {
  const folder = await folderFor(t);
  const first = openSqliteStore(folder);
  const tasks = Array.from({ length: 100 }, (_, index) => task(`task ${index}`));
  await Promise.all(tasks.map((each) => first.add(each)));
  await first.close();
  const second = openSqliteStore(folder);
  assert.deepEqual(
    second
      .list(1000)
      .map(({ id }) => id)
      .sort(),
    tasks.map(({ id }) => id).sort(),
  );
  await second.close();
});

test('a task that cannot be stored is not confirmed, and the next one is', async (t) => {
  const store = openSqliteStore(await folderFor(t));
  const twice = task('twice');
  await store.add(twice);
  await assert.rejects(store.add(twice), /UNIQUE/);
  await store.add(task('next'));
  assert.equal(store.list(10).length, 2);
  await store.close();
});

test('two processes write the same file at the same time and lose nothing', async (t) => {
  const folder = await folderFor(t);
  const script = `
    import { openSqliteStore } from ${JSON.stringify(new URL('sqlite-store.ts', import.meta.url).href)};
    import { uuidv7 } from ${JSON.stringify(new URL('identifier.ts', import.meta.url).href)};
    const store = openSqliteStore(${JSON.stringify(folder)});
    for (let i = 0; i < 200; i += 1) await store.add({ id: uuidv7(Date.now()), title: 't', description: '', priority: 'low', created_at: '' });
    await store.close();`;
  const run = promisify(execFile);
  const args = ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', script];
  await Promise.all([run(process.execPath, args), run(process.execPath, args)]);
  const store = openSqliteStore(folder);
  assert.equal(store.list(1000).length, 400);
  await store.close();
});
