import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rateMeter } from './progress.ts';

test('the rate is that of the last second, not of the whole', () => {
  const rate = rateMeter();
  assert.equal(rate(0, 0), 0);
  assert.equal(rate(250_000, 250), 1_000_000);
  const slower = [500, 750, 1000, 1250].map((at) => rate(250_000 + (at - 250) * 100, at));
  assert.equal(slower.at(-1), 100_000);
});

test('nothing has come: no rate', () => {
  const rate = rateMeter();
  rate(500, 0);
  assert.equal(rate(500, 250), 0);
  assert.equal(rate(500, 250), 0);
});
