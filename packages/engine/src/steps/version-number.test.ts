import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareVersionNumbers } from './version-number.ts';

/** From the oldest to the newest. */
const versions = [
  '1.0-SNAPSHOT',
  '1.0-alpha-1',
  '1.0-beta',
  '1.0-rc1',
  '1.0',
  '1.0.1',
  '1.2',
  '1.10',
  '2',
  '10.0',
];

test('versions are in order, and those that differ in zeros only are the same', () => {
  for (const [index, version] of versions.entries())
    for (const [place, other] of versions.entries())
      assert.equal(compareVersionNumbers(version, other), Math.sign(index - place), `${version} ${other}`);
  assert.equal(compareVersionNumbers('1', '1.0.0'), 0);
  assert.equal(compareVersionNumbers('1.0', '1.0-GA'), 0);
});
