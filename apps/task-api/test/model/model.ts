import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TaskStore } from '../../src/storage/store.ts';
import { documentOf } from '../../src/tasks/document.ts';
import { createTask, editTask, replaceTask } from '../../src/tasks/edit.ts';
import { matches, sortFields, sortValue, type TaskQuery } from '../../src/tasks/query.ts';
import { priorities, statuses, type NewTask, type Task, type TaskFields } from '../../src/tasks/task.ts';
import { tasksOf } from '../storage/tasks-of.ts';

/** What a store should hold. */
export type Model = Map<string, Task>;
export type Command = fc.AsyncCommand<Model, { readonly store: TaskStore }>;

const title = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
const fields: fc.Arbitrary<Partial<TaskFields>> = fc.record(
  {
    title,
    description: fc.string({ unit: 'grapheme', maxLength: 20 }),
    status: fc.constantFrom(...statuses),
    priority: fc.constantFrom(...priorities),
    due_at: fc.option(
      fc.integer({ min: 0, max: 9 }).map((day) => `2027-01-0${day + 1 > 9 ? 9 : day + 1}T00:00:00.000Z`),
    ),
    labels: fc.uniqueArray(fc.constantFrom('a', 'b', 'c\'"{}'), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);
const wanted: fc.Arbitrary<NewTask> = fc
  .tuple(title, fields)
  .map(([title, rest]) => Object.assign({}, rest, { title }));
/** Which of the tasks that are there, and whether with its revision. */
const target = fc.record({ index: fc.nat(), right: fc.boolean() });

const query: fc.Arbitrary<TaskQuery> = fc.record({
  filter: fc.record(
    {
      status: fc.constantFrom(...statuses),
      priority: fc.constantFrom(...priorities),
      label: fc.constantFrom('a', 'c\'"{}'),
      text: fc.string({ minLength: 1, maxLength: 2 }),
      due_before: fc.constant('2027-01-05T00:00:00.000Z'),
      due_after: fc.constant('2027-01-03T00:00:00.000Z'),
    },
    { requiredKeys: [] },
  ),
  sort: fc.record({ field: fc.constantFrom(...sortFields), descending: fc.boolean() }),
  limit: fc.integer({ min: 1, max: 5 }),
});

/** Any operation of a store, with what must come of it. */
export const commands: fc.Arbitrary<Command>[] = [
  fc.array(wanted, { minLength: 1, maxLength: 3 }).map((each) => add(each)),
  fc
    .tuple(target, fields)
    .map(([at, patch]) => change('patch', at, (task) => editTask(task, patch, new Date()))),
  fc
    .tuple(target, wanted)
    .map(([at, whole]) => change('put', at, (task) => replaceTask(task, whole, new Date()))),
  target.map((at) => change('complete', at, (task) => editTask(task, { status: 'completed' }, new Date()))),
  target.map((at) => remove(at)),
  query.map((each) => list(each)),
];

function command(name: string, run: (model: Model, store: TaskStore) => Promise<void>): Command {
  return {
    check: () => true,
    run: async (model, { store }) => await run(model, store),
    toString: () => name,
  };
}

function add(all: readonly NewTask[]): Command {
  return command(`add ${JSON.stringify(all)}`, async (model, store) => {
    const tasks = all.map((each) => createTask(each, new Date()));
    assert.deepEqual(await store.add(tasks), { kind: 'added' });
    for (const task of tasks) model.set(task.id, task);
  });
}

interface Target {
  readonly index: number;
  readonly right: boolean;
}

function change(name: string, { index, right }: Target, edit: (task: Task) => Task): Command {
  return command(`${name} ${index} ${right}`, async (model, store) => {
    const task = [...model.values()][index % (model.size || 1)];
    const id = task?.id ?? '01900000-0000-7000-8000-000000000000';
    let edited: Task | undefined;
    const result = await store.change(
      id,
      () => right,
      (found) => (edited = edit(found)),
    );
    if (task === undefined) return assert.equal(result.kind, 'missing');
    if (!right) return assert.deepEqual(result, { kind: 'refused', revision: task.revision });
    assert.ok(edited !== undefined && result.kind === 'changed');
    assert.deepEqual(result.before, task);
    assert.equal(result.document, documentOf(edited));
    assert.equal(await store.get(id), result.document);
    model.set(id, edited);
  });
}

function remove({ index, right }: Target): Command {
  return command(`remove ${index} ${right}`, async (model, store) => {
    const task = [...model.values()][index % (model.size || 1)];
    if (task === undefined) return;
    const { kind } = await store.remove(task.id, () => right);
    assert.equal(kind, right ? 'changed' : 'refused');
    if (right) model.delete(task.id);
    assert.equal(await store.get(task.id), right ? undefined : documentOf(task));
  });
}

function list(query: TaskQuery): Command {
  return command(`list ${JSON.stringify(query)}`, async (model, store) => {
    const seen: string[] = [];
    let after = query.after;
    do {
      const page = await store.list({ ...query, after });
      seen.push(...tasksOf(page).map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    assert.deepEqual(seen, expected(model, query));
  });
}

function expected(model: Model, { filter, sort: { field, descending } }: TaskQuery): string[] {
  const sign = descending ? -1 : 1;
  const compare = (a: string | number, b: string | number): number => (a < b ? -sign : a > b ? sign : 0);
  return [...model.values()]
    .filter((task) => matches(task, filter))
    .sort((a, b) => compare(sortValue(a, field), sortValue(b, field)) || compare(a.id, b.id))
    .map(({ id }) => id);
}
