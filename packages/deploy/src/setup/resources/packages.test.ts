import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installCommands } from './packages.ts';

test('the commands that install packages', () => {
  assert.deepEqual(installCommands('amazon', ['docker']), [['dnf', '-y', '-q', 'install', 'docker']]);
  const [update, install] = installCommands('debian', ['haproxy', 'nftables']);
  assert.deepEqual(update?.slice(-1), ['update']);
  assert.deepEqual(install?.slice(-2), ['haproxy', 'nftables']);
  assert.ok(install?.includes('--no-install-recommends'));
});
