import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sshdConfig } from './sshd.ts';

test('the SSH server takes no passwords, and forwards for the user of deployments', () => {
  const config = sshdConfig('ship');
  assert.match(config, /^passwordauthentication no$/m);
  assert.match(config, /^Match User ship\n {2}allowtcpforwarding yes\n {2}allowstreamlocalforwarding yes\n/m);
});
