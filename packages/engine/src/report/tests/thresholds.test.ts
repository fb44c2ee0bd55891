import assert from 'node:assert/strict';
import { test } from 'node:test';
import { thresholdsOf, verdict } from './thresholds.ts';

const counts = { total: 10, passed: 7, failed: 2, skipped: 1 };
const limit = ($class: string, name: string, value: string): Map<string, string> =>
  new Map([
    ['$class', $class],
    [name, value],
  ]);

for (const [entry, percent, result] of [
  [limit('failed', 'unstableThreshold', '2'), false, 'SUCCESS'],
  [limit('failed', 'unstableThreshold', '1'), false, 'UNSTABLE'],
  [limit('FailedThreshold', 'failureThreshold', '0'), false, 'FAILURE'],
  [limit('failed', 'failureThreshold', '20'), true, 'SUCCESS'],
  [limit('failed', 'failureThreshold', '19'), true, 'FAILURE'],
  [limit('failed', 'unstableNewThreshold', '0'), false, 'UNSTABLE'],
  [limit('failed', 'unstableNewThreshold', '1'), false, 'SUCCESS'],
  [limit('skipped', 'unstableThreshold', '0'), false, 'UNSTABLE'],
  [limit('passed', 'unstableThreshold', '7'), false, 'SUCCESS'],
  [limit('passed', 'unstableThreshold', '8'), false, 'UNSTABLE'],
  [limit('failed', 'unstableThreshold', ''), false, 'SUCCESS'],
] as const)
  test(`${[...entry.values()].join(' ')}${percent ? ' %' : ''}: ${result}`, () => {
    const previous = { total: 9, passed: 8, failed: 1, skipped: 0 };
    assert.equal(verdict(thresholdsOf([entry]), counts, previous, percent).result, result);
  });

test('the first limit that does not hold counts, a failure before what is unstable', () => {
  const both = new Map([
    ['$class', 'failed'],
    ['unstableThreshold', '0'],
    ['failureThreshold', '1'],
  ]);
  const { result, reason } = verdict(thresholdsOf([both]), counts, undefined, false);
  assert.deepEqual([result, reason], ['FAILURE', '2 failed tests, the limit is 1: FAILURE']);
  assert.throws(() => thresholdsOf([new Map([['$class', 'other']])]), /other is no threshold/);
});
