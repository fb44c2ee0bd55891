import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uuidv7 } from './identifier.ts';

test('ids have the form of a UUIDv7 with their time', () => {
  const id = uuidv7(Date.parse('2100-01-01T00:00:00Z'));
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(Number.parseInt(id.replace('-', '').slice(0, 12), 16), Date.parse('2100-01-01T00:00:00Z'));
});

test('ids sort in the order of their making, within a millisecond and when the clock is set back', () => {
  const now = Date.parse('2100-01-02T00:00:00Z');
  const times = [...Array.from({ length: 10_000 }, () => now), now - 60_000, now - 1, now + 10_000];
  const ids = times.map((time) => uuidv7(time));
  assert.deepEqual(ids, ids.toSorted());
  assert.equal(new Set(ids).size, ids.length);
});
