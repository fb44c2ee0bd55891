import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
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

/** A page of so many characters, made anew each time. */
const pageOf = (length: number) => (): Page => ({ documents: ['x'.repeat(length)], next: undefined });
const empty = (): Page => ({ documents: [], next: undefined });

test('a page is kept until a task is written', (t) => {
  const pages = kept(t);
  const first = pages.get(query(0), pageOf(100));
  assert.equal(pages.get(query(0), pageOf(100)), first);
  assert.notEqual(pages.get(query(1), pageOf(100)), first);
  pages.forget();
  assert.notEqual(pages.get(query(0), pageOf(100)), first);
});

test('pages without any task take space, too: who asks for more and more of them loses the first', (t) => {
  const pages = kept(t);
  const first = pages.get(query(0), empty);
  assert.equal(pages.get(query(0), empty), first);
  for (let minute = 1; minute < 1000; minute += 1) pages.get(query(minute), empty);
  assert.notEqual(pages.get(query(0), empty), first);
});

test('a page that is larger than all that may be kept is not kept, and the others stay', (t) => {
  const pages = kept(t);
  const small = pages.get(query(0), pageOf(100));
  // The text that is sent takes as much again.
  const large = pages.get(query(1), pageOf(140_000));
  assert.notEqual(pages.get(query(1), pageOf(140_000)), large);
  assert.equal(pages.get(query(0), pageOf(100)), small);
});
