import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { listSuite } from './lists.ts';
import { previousRelease, previousSchema } from './previous-release.ts';
import { storeSuite } from './suite.ts';
import { taskOf } from '../../src/tasks/document.ts';
import { createTask, editTask } from '../../src/tasks/edit.ts';
import { StorageError, type TaskStore } from '../../src/storage/store.ts';
import { openSqliteStore } from '../../src/storage/sqlite/sqlite-store.ts';
import { tasksOf } from './tasks-of.ts';

let folder: string;

async function empty(): Promise<void> {
  folder = await mkdtemp(join(root, 'store-'));
}

let root: string;

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'task-store-'));
});

after(async () => await rm(root, { recursive: true }));

const open = async (): Promise<TaskStore> => openSqliteStore(folder);
const task = (title: string) => createTask({ title }, new Date());

storeSuite('SQLite', open, empty);
listSuite('SQLite', open, empty);

describe('the file in SQLite', () => {
  test('is shared with the release before, which made it: both see what the other writes', async () => {
    await empty();
    const file = join(folder, 'tasks.db');
    const made = new DatabaseSync(file);
    made.exec(`PRAGMA journal_mode = WAL; ${previousSchema}`);
    made.close();
    const previous = previousRelease(file);
    const early = previous.add('before the migration');
    const store = await open();
    const newest = async (): Promise<string[]> => {
      const sort = { field: 'created_at', descending: true } as const;
      return tasksOf(await store.list({ filter: {}, sort, limit: 10 })).map(({ title }) => title);
    };
    assert.deepEqual([await newest(), await newest()], [['before the migration'], ['before the migration']]);
    const late = previous.add('after the migration');
    assert.deepEqual(await newest(), ['after the migration', 'before the migration']);
    await store.add([task('by the new release')]);
    assert.deepEqual(await newest(), previous.newest());
    assert.deepEqual(previous.newest(), [
      'by the new release',
      'after the migration',
      'before the migration',
    ]);
    for (const id of [early, late]) {
      const found = taskOf(String(await store.get(id)));
      assert.deepEqual(
        { revision: found.revision, status: found.status, labels: found.labels, due_at: found.due_at },
        { revision: 1, status: 'pending', labels: [], due_at: null },
      );
      assert.equal(found.updated_at, found.created_at);
      await store.change(
        id,
        (revision) => revision === 1,
        (old) => editTask(old, { title: 'new' }, new Date()),
      );
    }
    const sort = { field: 'updated_at', descending: false } as const;
    const both = await store.list({ filter: { status: 'pending', priority: 'high' }, sort, limit: 10 });
    assert.deepEqual(
      tasksOf(both).map(({ revision }) => revision),
      [2, 2],
    );
    assert.deepEqual(previous.newest(), ['by the new release', 'new', 'new']);
    previous.close();
    await store.close();
  });

  test('is made and migrated once by processes that start and write at the same time', async () => {
    await empty();
    const script = `
      import { openSqliteStore } from ${JSON.stringify(new URL('../../src/storage/sqlite/sqlite-store.ts', import.meta.url).href)};
      import { createTask } from ${JSON.stringify(new URL('../../src/tasks/edit.ts', import.meta.url).href)};
      const store = openSqliteStore(${JSON.stringify(folder)});
      for (let i = 0; i < 100; i += 1) await store.add([createTask({ title: 't' }, new Date())]);
      await store.close();`;
    const run = promisify(execFile);
    const args = ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', script];
    await Promise.all([1, 2, 3].map(() => run(process.execPath, args)));
    const database = new DatabaseSync(join(folder, 'tasks.db'));
    assert.equal(database.prepare('SELECT count(*) AS n FROM tasks').get()?.['n'], 300);
    assert.equal(database.prepare('PRAGMA integrity_check').get()?.['integrity_check'], 'ok');
    database.close();
  });

  test('that another process keeps for a while is waited for, and others are served meanwhile', async () => {
    await empty();
    const store = await open();
    const first = task('first');
    await store.add([first]);
    const other = new DatabaseSync(join(folder, 'tasks.db'));
    other.exec('BEGIN IMMEDIATE');
    let written = false;
    const writing = store.add([task('second')]).then(() => (written = true));
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.ok(await store.get(first.id), 'reading goes on');
    assert.equal(written, false);
    other.exec('ROLLBACK');
    await writing;
    other.close();
    await store.close();
  });

  test('that another process never gives back is an error of the storage', async () => {
    await empty();
    const store = await open();
    const other = new DatabaseSync(join(folder, 'tasks.db'));
    other.exec('BEGIN IMMEDIATE');
    const waiting = [store.add([task('a')]), store.check()];
    for (const result of await Promise.allSettled(waiting)) {
      assert.ok(result.status === 'rejected' && result.reason instanceof StorageError);
      assert.equal(result.reason.reason, 'unavailable');
    }
    other.exec('ROLLBACK');
    await store.add([task('b')]);
    other.close();
    await store.close();
  });

  test('keeps pages only until another process writes, whose every confirmed task is in the next page', async () => {
    await empty();
    const store = await open();
    const previous = previousRelease(join(folder, 'tasks.db'));
    const page = { filter: {}, sort: { field: 'created_at', descending: true }, limit: 5 } as const;
    let [again, different] = [0, 0];
    let last = await store.list(page);
    for (let round = 0; round < 500; round += 1) {
      const id = round % 3 === 0 ? previous.add(`task ${round}`) : undefined;
      const pages = await Promise.all([store.list(page), store.list(page)]);
      for (const found of pages) {
        if (id !== undefined) assert.equal(tasksOf(found)[0]?.id, id);
        if (found === last) again += 1;
        else different += 1;
        last = found;
      }
    }
    assert.deepEqual([again, different], [833, 167]);
    previous.close();
    await store.close();
  });

  // Without a checkpoint of ours it is 8 MB by now; with one after each 64th transaction alone it is 10 MB of the many.
  for (const [what, tasks, most] of [
    ['one by one', 1, 4e6],
    ['many at a time', 100, 8e6],
  ] as const)
    test(`has a short log, however much is written, ${what}`, async () => {
      await empty();
      const store = await open();
      for (let turn = 0; turn < 300; turn += 1)
        await store.add(Array.from({ length: tasks }, () => task('t')));
      const { size } = await stat(join(folder, 'tasks.db-wal'));
      assert.ok(size < most, `${size} bytes`);
      await store.close();
    });

  test('whose log cannot be written back is told by the check, until it can be', async () => {
    await empty();
    // The log stays below the size that no file may exceed; the database comes to it.
    const script = `
      import { execFileSync } from 'node:child_process';
      import { openSqliteStore } from ${JSON.stringify(new URL('../../src/storage/sqlite/sqlite-store.ts', import.meta.url).href)};
      import { createTask } from ${JSON.stringify(new URL('../../src/tasks/edit.ts', import.meta.url).href)};
      const store = openSqliteStore(${JSON.stringify(folder)});
      const add = () => store.add(Array.from({ length: 100 }, () => createTask({ title: 't' }, new Date())));
      let reason;
      while (reason === undefined) {
        await add();
        await store.check().catch((error) => (reason = error.reason));
      }
      await add();
      await store.check().then(() => process.exit(1), () => undefined);
      execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited:unlimited']);
      await store.check();
      await store.close();
      console.log(reason);`;
    const args = ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', script];
    const limited = ['--fsize=12000000:unlimited', process.execPath, ...args];
    const { stdout } = await promisify(execFile)('prlimit', limited);
    assert.equal(stdout, 'unavailable\n');
  });

  test('gives what was asked for before a store was closed, and nothing afterwards', async () => {
    await empty();
    const store = await open();
    const tasks = Array.from({ length: 1200 }, (_, index) => task(`task ${index}`));
    await store.add(tasks);
    const id = tasks[0]?.id ?? '';
    const asked = store.get(id);
    const sort = { field: 'created_at', descending: true } as const;
    // It is read in steps, the last of which come too late.
    const search = store.list({ filter: { text: 'no task has this' }, sort, limit: 10 });
    await store.close();
    assert.equal(taskOf(String(await asked)).id, id);
    await assert.rejects(search);
    await assert.rejects(async () => await store.get(id));
  });

  test('holds what was written before a store was closed', async () => {
    await empty();
    const first = await open();
    const tasks = Array.from({ length: 100 }, (_, index) => task(`task ${index}`));
    const added = tasks.map((each) => first.add([each]));
    await first.close();
    await Promise.all(added);
    const second = await open();
    for (const { id } of tasks) assert.ok(await second.get(id));
    await second.close();
  });
});
