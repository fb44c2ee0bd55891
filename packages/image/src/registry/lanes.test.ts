import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLanes } from './lanes.ts';

test('so many are let in at a time, in the order in which they came', async () => {
  const lanes = createLanes(2);
  const order: number[] = [];
  const [first, second] = await Promise.all([lanes.enter(), lanes.enter()]);
  const others = [3, 4, 5].map(async (who) => {
    const leave = await lanes.enter();
    order.push(who);
    return leave;
  });
  await Promise.resolve();
  assert.deepEqual(order, []);
  first();
  const third = await others[0];
  assert.deepEqual(order, [3]);
  second();
  third?.();
  for (const leave of await Promise.all(others)) leave();
  assert.deepEqual(order, [3, 4, 5]);
  const again = await lanes.enter();
  again();
});
