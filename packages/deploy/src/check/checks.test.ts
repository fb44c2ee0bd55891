import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PlabError } from '../errors.ts';
import { together } from '../rollout/preflight.ts';
import { checkClock, checkDisk, checkInodes, checkPorts, checkProxyVersion, type Seen } from './checks.ts';
import { parseHostFacts } from './host-facts.ts';

const answer = `now 1700000005000
free 1048576
allinodes 6553600
inodes 6000000
ports 0050 01BB 0016 
engine open
state writable
missing perl 
lock me@here pid 7, since 2026-01-01`;

const facts = parseHostFacts(answer, 1_700_000_000_000);
const seen = (more: Partial<typeof facts>): Seen => ({
  host: { name: 'h', target: 'h' },
  facts: { ...facts, ...more },
});

test('one look at a host is read', () => {
  assert.deepEqual(facts, {
    freeBytes: 1024 ** 3,
    freeInodes: 6_000_000,
    clockAhead: 5000,
    listening: new Set([80, 443, 22]),
    engineSocket: 'open',
    stateWritable: true,
    missingPrograms: ['perl'],
    lockHolder: 'me@here pid 7, since 2026-01-01',
  });
});

test('what a host does not tell is undefined, not zero', () => {
  const nothing = parseHostFacts('now \nfree \nallinodes 0\ninodes 0\nports \nengine absent\nmissing ', 0);
  assert.equal(nothing.freeBytes, undefined);
  assert.equal(nothing.freeInodes, undefined);
  assert.equal(nothing.clockAhead, undefined);
  assert.equal(nothing.lockHolder, undefined);
  assert.equal(nothing.stateWritable, false);
  assert.deepEqual([...nothing.listening], []);
});

describe('the checks', () => {
  test('disk and inodes', () => {
    assert.equal(checkDisk(seen({}), 500_000_000, '/d').state, 'good');
    assert.equal(checkDisk(seen({}), 1024 ** 3, '/d').error?.code, 'PLAB_HOST_DISK_FULL');
    assert.equal(checkDisk(seen({ freeBytes: undefined }), 1, '/d').state, 'unknown');
    assert.equal(checkInodes(seen({ freeInodes: 5 })).error?.code, 'PLAB_HOST_DISK_FULL');
    assert.equal(checkInodes(seen({ freeInodes: undefined })).state, 'good');
  });

  test('a clock that is wrong is a warning with its direction', () => {
    assert.match(checkClock(seen({})).detail, /^5\.0 s ahead/);
    assert.equal(checkClock(seen({})).state, 'warning');
    assert.match(checkClock(seen({ clockAhead: -60_000 })).detail, /^60\.0 s behind/);
    assert.equal(checkClock(seen({ clockAhead: 1999 })).state, 'good');
  });

  test('ports that somebody else has', () => {
    const config = 'frontend web\n  bind :80\n  bind *:443 ssl\n';
    assert.equal(checkPorts(seen({}), true, config).state, 'good');
    assert.equal(checkPorts(seen({}), false, config).error?.code, 'PLAB_PROXY');
    assert.match(checkPorts(seen({}), true, '  bind :80\n').detail, /else .* port 443/);
    assert.match(checkPorts(seen({ listening: new Set([80]) }), true, config).detail, /not listen on 443/);
    assert.match(checkPorts(seen({ listening: new Set() }), false, config).detail, /80 and 443 are free/);
  });

  test('a proxy that is old, or that nobody can reload', () => {
    assert.equal(checkProxyVersion(seen({}), '2.4.30', true).error?.code, 'PLAB_PROXY');
    assert.equal(checkProxyVersion(seen({}), '2.6.12-1+deb12u4', true).state, 'good');
    assert.equal(checkProxyVersion(seen({}), '3.0.1', true).state, 'good');
    assert.match(checkProxyVersion(seen({}), '3.0.1', false).detail, /master socket/);
    assert.match(checkProxyVersion(seen({}), undefined, false).detail, /runtime socket/);
  });
});

test('one problem stays itself, several are told together, each with its next step', () => {
  const [one, two, three] = ['A', 'B', 'C'].map(
    (name) => new PlabError(`PLAB_${name}`, `${name} is wrong`, `mend ${name}`),
  );
  assert.ok(one && two && three);
  assert.equal(together([one]), one);
  const all = together([together([one, two]), three]);
  assert.equal(all.code, 'PLAB_PREFLIGHT');
  assert.match(all.message, /^3 problems/);
  for (const name of ['A', 'B', 'C'])
    assert.match(all.message, new RegExp(`${name} is wrong\n +next: mend ${name} \\(PLAB_${name}\\)`));
});
