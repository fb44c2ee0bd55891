import assert from 'node:assert/strict';
import { test } from 'node:test';
import { family, hasApt, howToGetAnEngine, type Platform } from './platform.ts';

const linux = (family: string[], root = false): Platform => ({ os: 'linux', family, root });

test('os-release gives the distribution and its kin', () => {
  assert.deepEqual(family('NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n'), ['ubuntu', 'debian']);
  assert.deepEqual(family('ID="rocky"\nID_LIKE="rhel centos fedora"\n'), [
    'rocky',
    'rhel',
    'centos',
    'fedora',
  ]);
  assert.deepEqual(family(''), []);
});

test('apt is for Debian and Ubuntu on Linux', () => {
  assert.ok(hasApt(linux(['linuxmint', 'ubuntu', 'debian'])));
  assert.ok(!hasApt(linux(['fedora'])));
  assert.ok(!hasApt({ os: 'darwin', family: [], root: true }));
});

test('the hint is the command of this platform', () => {
  assert.match(howToGetAnEngine([], linux(['debian'])), /sudo apt-get install .*docker\.io iptables/);
  assert.match(howToGetAnEngine([], linux(['debian'], true)), /`apt-get install/);
  assert.match(howToGetAnEngine([], linux(['rocky', 'rhel', 'fedora'])), /dnf install -y moby-engine/);
  assert.match(howToGetAnEngine([], { os: 'darwin', family: [], root: false }), /brew install --cask docker/);
  assert.match(howToGetAnEngine([], linux([])), /docs\.docker\.com/);
});

test('a socket that may not be opened calls for the group, not for an installation', () => {
  const denied = Object.assign(new Error('denied'), { code: 'EACCES' });
  assert.match(howToGetAnEngine([denied], linux(['debian'])), /usermod -aG docker/);
});
