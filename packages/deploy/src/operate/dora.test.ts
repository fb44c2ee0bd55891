import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dora } from './dora.ts';
import type { Deployment } from './history.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = Date.parse('2026-03-10T00:00:00Z');

/** A deployment that began `hours` before now and took a minute. */
const one = (hours: number, result: Deployment['result'], verb = 'deploy', commit?: number): Deployment => ({
  id: `${hours}`,
  at: new Date(now - hours * hour).toISOString(),
  by: 'a@b',
  verb,
  release: `${hours}`,
  label: 'app:1',
  commit:
    commit === undefined
      ? undefined
      : { revision: 'c0ffee', at: new Date(now - commit * hour).toISOString() },
  result,
  ms: minute,
  bytes: 0,
  error: undefined,
  hosts: ['a'],
});

test('the five figures come from what reached users', () => {
  const figures = dora(
    [
      one(40 * 24, 'released', 'deploy', 41 * 24),
      one(100, 'released', 'deploy', 102),
      one(90, 'failed'),
      one(80, 'rolled-back'),
      one(70, 'released', 'deploy', 74),
      one(60, 'unchanged'),
      one(50, 'released', 'deploy', 50),
      one(49, 'released', 'rollback'),
      one(40, 'released', 'deploy', 43),
    ],
    30,
    now,
  );
  assert.equal(figures.deploymentsPerDay, 4 / 30);
  // Lead times of 2, 4, 0 and 3 hours, and the minute that each deployment took.
  assert.equal(figures.leadTime, 2.5 * hour + minute);
  // Five reached users: one went back by itself, one was taken back.
  assert.equal(figures.changeFailRate, 2 / 5);
  // A minute for the one, and an hour for the other.
  assert.equal(figures.recoveryTime, (minute + hour) / 2);
  assert.equal(figures.reworkRate, 2 / 4);
});

test('without deployments there is nothing to tell, and days without any count', () => {
  assert.deepEqual(dora([], 30, now), {
    days: 30,
    deploymentsPerDay: 0,
    leadTime: undefined,
    changeFailRate: undefined,
    recoveryTime: undefined,
    reworkRate: undefined,
  });
});
