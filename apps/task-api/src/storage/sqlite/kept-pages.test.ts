import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { arrayOf } from '../../tasks/document.ts';
import type { TaskQuery } from '../../tasks/query.ts';
import type { Page } from '../store.ts';
import { type KeptPages, keepPages } from './kept-pages.ts';

function kept(t: TestContext): KeptPages {
  const database = new DatabaseSync(':memory:');
  t.after(() => database.close());
  return keepPages(database);
}

const query = (minute: number): TaskQuery => ({
  filter: { due_before: new Date(minute * 60_000).toISOString() },
  sort: { field: 'due_at', descending: false },
  limit: 50,
});

/** A page of so many bytes, made anew each time. */
const pageOf = (length: number) => (): Page => ({
  tasks: arrayOf([`"${'x'.repeat(length)}"`]),
  next: undefined,
});
const empty = (): Page => ({ tasks: arrayOf([]), next: undefined });

/** Asks often enough for a page to be kept. */
function twice(pages: KeptPages, minute: number, read: () => Page): Page {
  pages.get(query(minute), read);
  return pages.get(query(minute), read);
}

test('a page that is asked for again is kept until a task is written', (t) => {
  const pages = kept(t);
  const once = pages.get(query(0), pageOf(100));
  const again = pages.get(query(0), pageOf(100));
  assert.notEqual(again, once);
  assert.equal(pages.get(query(0), pageOf(100)), again);
  pages.forget();
  const afterwards = pages.get(query(0), pageOf(100));
  assert.notEqual(afterwards, again);
  assert.equal(pages.get(query(0), pageOf(100)), afterwards, 'that it is asked for again is still known');
});

test('pages that are asked for in turn, more than are remembered, are not kept', (t) => {
  const pages = kept(t);
  for (let turn = 0; turn < 3; turn += 1)
    for (let minute = 0; minute < 100; minute += 1) {
      const fresh = empty();
      const given = pages.get(query(minute), () => fresh);
      assert.equal(given, fresh);
    }
});

test('pages without any task take space, too: who asks for more and more of them loses the first', (t) => {
  const pages = kept(t);
  const first = twice(pages, 0, empty);
  assert.equal(pages.get(query(0), empty), first);
  for (let minute = 1; minute < 1000; minute += 1) twice(pages, minute, empty);
  assert.notEqual(pages.get(query(0), empty), first);
});

test('a page that is larger than all that may be kept is not kept, and the others stay', (t) => {
  const pages = kept(t);
  const small = twice(pages, 0, pageOf(100));
  const large = twice(pages, 1, pageOf(270_000));
  assert.notEqual(pages.get(query(1), pageOf(270_000)), large);
  assert.equal(pages.get(query(0), pageOf(100)), small);
});
