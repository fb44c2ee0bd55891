import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BuildEvent } from './event.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { createMasker } from './mask.ts';
import { createRecorder, type LogPlace } from './recorder.ts';

/** A journal that keeps what it is given; bulk output by its size. */
function kept(): { readonly journal: Journal; readonly entries: JournalEntry[]; readonly sizes: number[] } {
  const entries: JournalEntry[] = [];
  const sizes: number[] = [];
  const journal: Journal = {
    write: (entry) => void entries.push(entry),
    writeOutput: ({ length }) => ({ from: 0, bytes: sizes.push(length) }),
    close: () => undefined,
  };
  return { journal, entries, sizes };
}

const one: LogPlace = { step: 1, stream: 'output' };
const other: LogPlace = { step: 2, stream: 'output' };
const much = Buffer.alloc(100_000, 'a line\n');

test('much output is gathered, and stays in the order of everything else', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { journal, entries, sizes } = kept();
  const recorder = createRecorder(journal, createMasker());
  for (let times = 0; times < 3; times += 1) recorder.output(one, much);
  recorder.output(other, much);
  recorder.output(other, Buffer.from('little\n'));
  recorder.output(one, Buffer.from('little\n'));
  recorder.output(one, much);
  recorder.emit({ type: 'notice', text: 'then' });
  assert.deepEqual(sizes, [300_000, 100_007, 100_000]);
  const steps = entries.map((entry) => ('step' in entry ? entry.step : entry.type));
  assert.deepEqual(steps, [1, 2, 1, 1, 'notice']);
  const order = entries.map((entry) => (entry as BuildEvent).seq);
  assert.deepEqual(order, [1, 2, 3, 4, 5]);
});

test('and is written when it waits for nothing more, or there is a lot of it', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { journal, sizes } = kept();
  const recorder = createRecorder(journal, createMasker());
  recorder.output(one, much);
  assert.deepEqual(sizes, []);
  t.mock.timers.tick(20);
  assert.deepEqual(sizes, [100_000]);
  for (let times = 0; times < 11; times += 1) recorder.output(one, much);
  assert.deepEqual(sizes, [100_000, 1_000_000]);
  recorder.output(one, Buffer.alloc(2_000_000, 'x'));
  assert.deepEqual(sizes, [100_000, 1_000_000, 100_000, 2_000_000]);
});
