import assert from 'node:assert/strict';
import { test } from 'node:test';
import { swapSize } from './swap.ts';

test('swap is as much as memory, within bounds', () => {
  assert.deepEqual([128, 1024, 16_384].map(swapSize), [256, 1024, 2048]);
});
