import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import type { DeployEvent } from '@pipeline-lab/deploy';
import { rolloutTable } from './rollout-table.ts';

function drawn(...events: readonly DeployEvent[]): string[] {
  const table = rolloutTable();
  for (const event of events) table.take(event);
  return table.lines().map(stripVTControlCharacters);
}

const started = (host: string, step: 'ship' | 'switch'): DeployEvent => ({
  type: 'step.started',
  host,
  step,
});
const done = (host: string, step: 'ship' | 'switch', error?: string): DeployEvent => ({
  type: 'step.finished',
  host,
  step,
  ms: 1500,
  ...(error === undefined ? {} : { error }),
});
const phase = (name: 'connect' | 'prepare' | 'switch'): DeployEvent => ({ type: 'phase', phase: name });

test('a rollout that has not come to a host has no table', () => {
  assert.deepEqual(drawn(phase('connect')), []);
});

test('hosts are rows, phases are columns, and what is shipped is told', () => {
  assert.deepEqual(
    drawn(
      phase('connect'),
      phase('prepare'),
      started('one', 'ship'),
      started('second', 'ship'),
      { type: 'shipping', host: 'one', bytes: 12_300_000, total: 60_000_000, rate: 2_500_000 },
      done('second', 'ship'),
    ),
    ['        prepare', 'one     ship 12.3 MB of 60.0 MB, 2.5 MB/s', 'second  ship'],
  );
});

test('the next phase means that all hosts have ended the one before', () => {
  assert.deepEqual(
    drawn(
      phase('prepare'),
      started('one', 'ship'),
      done('one', 'ship'),
      phase('switch'),
      started('one', 'switch'),
    ),
    ['     prepare  switch', 'one  ✓ 1.5 s  switch'],
  );
});

test('a failure shows the step', () => {
  assert.deepEqual(drawn(phase('prepare'), started('one', 'ship'), done('one', 'ship', 'no space')), [
    '     prepare',
    'one  ✗ ship',
  ]);
});

test('a rollout that begins again begins its table again', () => {
  assert.deepEqual(drawn(phase('prepare'), started('one', 'ship'), phase('connect')), []);
});
