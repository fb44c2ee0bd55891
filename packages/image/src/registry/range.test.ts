import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRange } from './range.ts';

for (const [header, expected] of [
  [undefined, undefined],
  ['bytes=0-4', { start: 0, end: 4 }],
  ['bytes=5-', { start: 5, end: 9 }],
  ['bytes=5-99', { start: 5, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-99', { start: 0, end: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=4-2', 'unsatisfiable'],
  ['bytes=0-1,3-4', undefined],
  ['lines=0-1', undefined],
  ['bytes=-', undefined],
] as const) {
  test(`the range ${header ?? 'that is not given'} of 10 bytes`, () => {
    assert.deepEqual(parseRange(header, 10), expected);
  });
}
