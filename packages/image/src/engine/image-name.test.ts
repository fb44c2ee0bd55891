import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isImageName } from './image-name.ts';

test('names of images, ids and digests may be asked for, and no way to somewhere else', () => {
  const digest = `sha256:${'a1'.repeat(32)}`;
  for (const name of [
    'a',
    'a:1',
    'localhost:5000/a_b/c-d:1.2',
    `a@${digest}`,
    digest,
    'a1b2c3',
    'a__b:x',
    '[::1]:5000/a',
    '[2001:db8::1]/a/b:1',
  ])
    assert.ok(isImageName(name), name);
  for (const name of [
    '',
    ' ',
    'a b',
    '/a',
    'a/',
    'a//b',
    '../x',
    'a/../b',
    'a?b',
    'a#b',
    '-a',
    'a%2fb',
    'a\n',
    '[::1]',
    '[::1]:5000/',
    '[::1/a]/b',
    'a/[::1]/b',
  ])
    assert.ok(!isImageName(name), JSON.stringify(name));
});
