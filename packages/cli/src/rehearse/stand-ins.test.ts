import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Host } from '@pipeline-lab/deploy';
import { groupsWithout, type StandIn, standIns } from './stand-ins.ts';

const host = (name: string, ...groups: string[]): Host => ({ name, target: name, groups });
const names = (chosen: readonly StandIn[]): string[] => chosen.map((each) => each.for.name);
const fleet = [host('a', 'eu'), host('b', 'eu'), host('c', 'eu'), host('d', 'us'), host('e', 'us', 'jobs')];

test('a destination has as many lab hosts as hosts, three at most', () => {
  assert.deepEqual(names(standIns([host('a')])), ['a']);
  assert.deepEqual(names(standIns([host('a'), host('b')])), ['a', 'b']);
  assert.equal(standIns(fleet).length, 3);
  assert.deepEqual(
    standIns(fleet).map(({ name }) => name),
    ['lab-1', 'lab-2', 'lab-3'],
  );
});

test('every group has a lab host before any has two, and the first host stays the first', () => {
  assert.deepEqual(names(standIns(fleet)), ['a', 'd', 'e']);
  assert.deepEqual(names(standIns(fleet, 4)), ['a', 'b', 'd', 'e']);
  assert.deepEqual(groupsWithout(fleet, standIns(fleet, 1)), ['us', 'jobs']);
  assert.deepEqual(groupsWithout(fleet, standIns(fleet)), []);
});

test('more lab hosts than hosts are more of the same', () => {
  assert.deepEqual(names(standIns([host('a'), host('b')], 3)), ['a', 'b', 'a']);
});
