import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeploymentRecord, JournalEntry } from '../host/journal.ts';
import { signersOf } from './signers.ts';

let count = 0;

function deployed(
  release: string,
  signedBy?: string,
  result: DeploymentRecord['result'] | 'cut' = 'released',
): JournalEntry[] {
  count += 1;
  const common = { deployment: `d${count}`, at: '2026-01-01T00:00:00.000Z', release, label: 'shop:1' };
  const signed = signedBy === undefined ? {} : { signedBy };
  const own = { image: 'sha256:1', by: 'me', fence: 1, verb: 'deploy', ...signed };
  const start: JournalEntry = { type: 'deployment.started', ...common, ...own };
  return result === 'cut' ? [start] : [start, { type: 'deployment.finished', ...common, result, ms: 1 }];
}

test('a release was verified with the key of its last deployment that asked for one', () => {
  const journal = [
    deployed('a', 'k1'),
    deployed('b'),
    deployed('c', 'k1'),
    deployed('a', 'k2', 'unchanged'),
    deployed('c'),
  ];
  assert.deepEqual(signersOf(journal.flat()), { a: 'k2', c: 'k1' });
});

test('one that was refused, went back or was cut is not told as verified', () => {
  const journal = [
    deployed('a', 'k1', 'failed'),
    deployed('b', 'k1', 'rolled-back'),
    deployed('c', 'k1', 'cut'),
    deployed('d', 'k1'),
    deployed('d', 'k2', 'failed'),
  ];
  assert.deepEqual(signersOf(journal.flat()), { d: 'k1' });
});
