import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { TaskStore } from '../../src/storage/store.ts';
import { createTask } from '../../src/tasks/edit.ts';
import { type Filter, matches, sortFields, sortValue, type TaskQuery } from '../../src/tasks/query.ts';
import { priorities, statuses, type Task } from '../../src/tasks/task.ts';
import type { OpenStore } from './suite.ts';
import { tasksOf } from './tasks-of.ts';

const filters: readonly Filter[] = [
  {},
  { status: 'in_progress' },
  { priority: 'urgent' },
  { status: 'pending', priority: 'low' },
  { label: 'blue' },
  { text: 'ÄPFEL' },
  { text: '100%_' },
  { text: 'nothing has this' },
  { due_before: '2027-01-20T00:00:00.000Z' },
  { due_after: '2027-01-20T00:00:00.000Z' },
  { due_after: '2027-01-10T00:00:00.000Z', due_before: '2027-01-20T00:00:00.000Z', label: 'blue' },
];

const task = (index: number): Task =>
  createTask(
    {
      title: `${index} ${['Äpfel', '100%_', 'x'][index % 3] ?? ''}`,
      description: index % 5 === 0 ? 'äpfel' : '',
      status: statuses[index % 3] ?? 'pending',
      priority: priorities[index % 4] ?? 'low',
      due_at: index % 2 === 0 ? `2027-01-${String((index % 28) + 1).padStart(2, '0')}T00:00:00.000Z` : null,
      labels: index % 7 === 0 ? ['blue', 'green'] : [],
    },
    // Many within one millisecond, and a few when the clock was set back.
    new Date(1_800_000_000_000 + (index % 50)),
  );

/** Every filter and order, page by page, against the same done by hand. */
export function listSuite(what: string, open: OpenStore, empty: () => Promise<void>): void {
  describe(`lists of tasks in ${what}`, () => {
    const tasks = Array.from({ length: 600 }, (_, index) => task(index));
    let store: TaskStore;
    before(async () => {
      await empty();
      store = await open();
      await store.add(tasks);
    });
    after(async () => await store.close());

    for (const filter of filters) {
      test(`with ${JSON.stringify(filter)}, in every order`, async () => {
        for (const field of sortFields) {
          for (const descending of [false, true]) {
            const query = { filter, sort: { field, descending }, limit: 67 };
            assert.deepEqual(await everyPage(store, query), expected(tasks, query));
          }
        }
      });
    }

    test('end exactly with the last page', async () => {
      const query = { filter: {}, sort: { field: 'created_at', descending: false }, limit: 600 } as const;
      const page = await store.list(query);
      assert.equal(tasksOf(page).length, 600);
      assert.equal(page.next, undefined);
    });
  });
}

async function everyPage(store: TaskStore, query: TaskQuery): Promise<string[]> {
  const ids: string[] = [];
  let after = query.after;
  do {
    const page = await store.list({ ...query, after });
    const tasks = tasksOf(page);
    assert.ok(tasks.length === query.limit || page.next === undefined, 'only the last page is shorter');
    ids.push(...tasks.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  return ids;
}

function expected(tasks: readonly Task[], { filter, sort: { field, descending } }: TaskQuery): string[] {
  const sign = descending ? -1 : 1;
  const compare = (a: string | number, b: string | number): number => (a < b ? -sign : a > b ? sign : 0);
  return tasks
    .filter((each) => matches(each, filter))
    .sort((a, b) => compare(sortValue(a, field), sortValue(b, field)) || compare(a.id, b.id))
    .map(({ id }) => id);
}
