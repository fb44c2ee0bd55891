import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { distributionOf } from './distribution.ts';

describe('the distribution is read from os-release', () => {
  for (const [name, text, docker, sshService] of [
    ['Debian 12', 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', 'docker.io', 'ssh'],
    ['Ubuntu', 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n', 'docker.io', 'ssh'],
    ['Linux Mint, which is like Ubuntu', "ID=linuxmint\nID_LIKE='ubuntu debian'\n", 'docker.io', 'ssh'],
    ['Amazon Linux 2023', 'ID="amzn"\nID_LIKE="fedora"\nVERSION_ID="2023"\n', 'docker', 'sshd'],
  ] as const) {
    test(name, () => {
      const found = distributionOf(text);
      assert.equal(found?.packages.docker, docker);
      assert.equal(found?.sshService, sshService);
      assert.equal(found?.packages.proxy, 'haproxy');
    });
  }

  for (const [name, text] of [
    ['Alpine', 'ID=alpine\n'],
    ['Amazon Linux 2', 'ID="amzn"\nID_LIKE="centos rhel fedora"\nVERSION_ID="2"\n'],
    ['nothing', ''],
    ['a name of every object', 'ID=constructor\n'],
  ] as const)
    test(`${name} is none of them`, () => assert.equal(distributionOf(text), undefined));
});
