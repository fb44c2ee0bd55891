import assert from 'node:assert/strict';
import { test } from 'node:test';
import { socketsOf } from './watch-host.ts';

test('the metrics of a container are asked at its own address, also when one before it is missing', () => {
  const replicas = [0, 2].map((replica) => ({
    name: `web-${replica + 1}`,
    container: `${replica}`,
    running: true,
    replica,
  }));
  const slotSocket = (slot: number, replica: number): string => `${slot}-${replica}`;
  assert.deepEqual(
    [...socketsOf({ slotSocket }, { slot: 4, replicas })],
    [
      [0, '4-0'],
      [2, '4-2'],
    ],
  );
});
