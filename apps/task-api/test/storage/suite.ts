import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { TaskStore } from '../../src/storage/store.ts';
import { documentOf, taskOf } from '../../src/tasks/document.ts';
import { createTask, editTask } from '../../src/tasks/edit.ts';
import type { TaskQuery } from '../../src/tasks/query.ts';
import type { NewTask, Task } from '../../src/tasks/task.ts';
import { tasksOf } from './tasks-of.ts';

export type OpenStore = () => Promise<TaskStore>;

const always = (): boolean => true;
const made = (wanted: NewTask): Task => createTask(wanted, new Date());

/** What every store must do. `open` opens the same tasks each time; `empty` takes them away. */
export function storeSuite(what: string, open: OpenStore, empty: () => Promise<void>): void {
  describe(`tasks in ${what}`, () => {
    let store: TaskStore;
    before(async () => {
      await empty();
      store = await open();
    });
    after(async () => await store.close());

    const titles = async (query: Partial<TaskQuery>): Promise<string[]> => {
      const page = await store.list({
        filter: {},
        sort: { field: 'created_at', descending: false },
        limit: 100,
        ...query,
      });
      return tasksOf(page).map(({ title }) => title);
    };

    test('are found as they were added, also by another process', async () => {
      const task = made({
        title: 'ünïcödé \u0000 \ud800 🎉',
        description: 'a\nb',
        labels: ['a b', '"{}\\,'],
      });
      assert.deepEqual(await store.add([task]), { kind: 'added' });
      assert.equal(await store.get(task.id), documentOf(task));
      const other = await open();
      assert.deepEqual(taskOf(String(await other.get(task.id))), task);
      await other.close();
      assert.equal(await store.get(made({ title: 'never added' }).id), undefined);
    });

    test('are added all or none', async () => {
      const [one, two] = [made({ title: 'one' }), made({ title: 'two' })];
      await store.add([one]);
      const [failed, passed] = await Promise.allSettled([
        store.add([two, one]),
        store.add([made({ title: 'x' })]),
      ]);
      assert.equal(failed.status, 'rejected');
      assert.equal(passed.status, 'fulfilled');
      assert.equal(await store.get(two.id), undefined);
    });

    test('are edited and removed as one with the look at their revision', async () => {
      const task = made({ title: 'first' });
      await store.add([task]);
      const edits = Array.from({ length: 20 }, (_, index) =>
        store.change(task.id, always, (found) =>
          editTask(found, { title: `${found.title} ${index}` }, new Date()),
        ),
      );
      await Promise.all(edits);
      const found = taskOf(String(await store.get(task.id)));
      assert.equal(found.revision, 21);
      assert.equal(found.title.split(' ').length, 21);
      assert.deepEqual(await store.remove(task.id, (revision) => revision === 1), {
        kind: 'refused',
        revision: 21,
      });
      const removed = await store.remove(task.id, (revision) => revision === 21);
      assert.deepEqual(removed, { kind: 'changed', before: found, document: documentOf(found) });
      assert.deepEqual(await store.remove(task.id, always), { kind: 'missing' });
      assert.deepEqual(await store.change(task.id, always, (same) => same), { kind: 'missing' });
      assert.equal(await store.get(task.id), undefined);
    });

    test('are added once for a key, whoever asks at the same time', async () => {
      const once = { key: 'k', fingerprint: 'f', answer: 'the answer' };
      const other = await open();
      const asked = [store, other, store, other].map((each) => each.add([made({ title: 'only one' })], once));
      const kinds = (await Promise.all(asked)).map(({ kind }) => kind).sort();
      assert.deepEqual(kinds, ['added', 'repeated', 'repeated', 'repeated']);
      assert.deepEqual(await store.add([made({ title: 'again' })], once), {
        kind: 'repeated',
        answer: 'the answer',
      });
      const others = { ...once, fingerprint: 'g' };
      assert.deepEqual(await store.add([made({ title: 'another' })], others), { kind: 'mismatch' });
      assert.deepEqual(await titles({ filter: { text: 'ONLY ONE' } }), ['only one']);
      assert.deepEqual(await titles({ filter: { text: 'again' } }), []);
      await other.close();
    });

    test('that were not added leave their key free', async () => {
      const task = made({ title: 'twice' });
      await store.add([task]);
      const once = { key: 'free', fingerprint: 'f', answer: '' };
      await assert.rejects(store.add([task], once));
      assert.deepEqual(await store.add([made({ title: 'now' })], once), { kind: 'added' });
    });

    test('can be checked to be writable', async () => {
      await store.check();
      await store.check();
    });

    test('are read as they are by now, whichever process wrote them since they were last read', async () => {
      const other = await open();
      const marked = (title: string): NewTask => ({ title, priority: 'urgent' });
      const first = made(marked('first'));
      await store.add([first]);
      const seen = async (): Promise<string[]> => await titles({ filter: { priority: 'urgent' } });
      for (const writer of [other, store, other]) {
        const task = made(marked('second'));
        assert.deepEqual(await seen(), ['first']);
        assert.deepEqual(await seen(), ['first']);
        await writer.add([task]);
        assert.deepEqual(await seen(), ['first', 'second']);
        await writer.change(task.id, always, (found) => editTask(found, { title: 'third' }, new Date()));
        assert.deepEqual(await seen(), ['first', 'third']);
        assert.equal(taskOf(String(await store.get(task.id))).title, 'third');
        // What fails changes nothing that is read.
        await assert.rejects(writer.add([made(marked('fourth')), first]));
        assert.deepEqual(await seen(), ['first', 'third']);
        await writer.remove(task.id, always);
        assert.equal(await store.get(task.id), undefined);
      }
      await other.close();
    });

    test('are written by two processes at the same time, and none is lost', async () => {
      const other = await open();
      const tasks = Array.from({ length: 400 }, (_, index) => made({ title: `shared ${index}` }));
      await Promise.all(tasks.map((task, index) => (index % 2 ? store : other).add([task])));
      const found = await Promise.all(tasks.map(async ({ id }) => await store.get(id)));
      assert.deepEqual(found, tasks.map(documentOf));
      await other.close();
    });
  });
}
