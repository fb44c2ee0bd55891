import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostWorkers } from '../config/roles.ts';
import { oneOffSlot, replicas, slotAddress, slots, workerAddress } from './slot.ts';

test('no two containers of an application share an address, and none has that of the network or its gateway', () => {
  const addresses = [
    slotAddress('shop', oneOffSlot),
    ...slots.flatMap((slot) => [
      ...replicas.map((replica) => slotAddress('shop', slot, replica)),
      ...Array.from({ length: mostWorkers }, (_, index) => workerAddress('shop', slot, index)),
    ]),
  ];
  assert.equal(new Set(addresses).size, 1 + slots.length * (replicas.length + mostWorkers));
  const last = addresses.map((address) => Number(address.split('.').at(-1)));
  assert.ok(last.every((part) => part > 1 && part < 255));
});
