import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparatorNamed, compares } from './compare.ts';

test('a regular expression has to match the whole text, and may be written as in Java', () => {
  assert.ok(compares('REGEXP', String.raw`(release|hotfix)-[\w.-]+`, 'release-1.0-rc'));
  assert.ok(compares('REGEXP', '(?i)RELEASE-\\d++', 'release-1'));
  assert.ok(!compares('REGEXP', 'release', 'release-1'));
  assert.ok(!compares('REGEXP', 'a|b', 'ab'));
  assert.throws(() => compares('REGEXP', '(', 'x'), /"\(" is not a valid regular expression/);
});

test('globs take no notice of case unless asked to; equals is equals', () => {
  assert.ok(compares('GLOB', 'Release/*', 'release/1'));
  assert.ok(!compares('GLOB', 'Release/*', 'release/1', true));
  assert.ok(compares('EQUALS', 'main', 'main') && !compares('EQUALS', 'main', 'Main'));
});

test('the name of a comparator in any case, else the usual one', () => {
  assert.equal(comparatorNamed('regexp', 'GLOB'), 'REGEXP');
  assert.equal(comparatorNamed(undefined, 'EQUALS'), 'EQUALS');
  assert.equal(comparatorNamed('like', 'GLOB'), 'GLOB');
});
