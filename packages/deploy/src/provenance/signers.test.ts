import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeploymentStart } from '../host/journal.ts';
import { signersOf } from './signers.ts';

const start = (release: string, signedBy?: string): DeploymentStart => ({
  type: 'deployment.started',
  deployment: 'd',
  at: '2026-01-01T00:00:00.000Z',
  release,
  image: 'sha256:1',
  label: 'shop:1',
  by: 'me',
  fence: 1,
  verb: 'deploy',
  ...(signedBy === undefined ? {} : { signedBy }),
});

test('a release was verified with the key of its last deployment that asked for one', () => {
  const journal = [start('a', 'k1'), start('b'), start('c', 'k1'), start('a', 'k2'), start('c')];
  assert.deepEqual(signersOf(journal), { a: 'k2', c: 'k1' });
});
