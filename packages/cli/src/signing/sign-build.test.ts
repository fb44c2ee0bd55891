import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builderId } from './sign-build.ts';

test('a builder has a URI: one that was given, or one made of the machine’s name', () => {
  const given = 'https://ci.example.com/builders/main';
  assert.equal(builderId({ PLAB_BUILDER_ID: given }), given);
  assert.match(builderId({}), /^plab:builder\/[^/\s]+$/);
  assert.match(builderId({ PLAB_BUILDER_ID: '' }), /^plab:builder\//);
  assert.throws(() => builderId({ PLAB_BUILDER_ID: 'our builder' }), /“our builder”, which is no URI/);
  for (const none of [
    'https://ci.example.com/our builder',
    'https://ci.example.com/é',
    ' https://ci.example.com',
    'a:b\n',
  ])
    assert.throws(() => builderId({ PLAB_BUILDER_ID: none }), /which is no URI/, none);
});
