import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fileName } from './file-name.ts';

test('a short text is its own name, with what file systems and readers take for something else written out', () => {
  assert.equal(fileName('test-results'), 'test-results');
  assert.equal(fileName('../a b'), '%2E%2E%2Fa%20b');
});

test('every text has a name of its own that no file system refuses', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: fc.constantFrom('a', 'ä', '.', '/', '\uD800'), maxLength: 300 }),
  );
  fc.assert(
    fc.property(text, text, (one, other) => {
      assert.match(fileName(one), /^[\w~!*'()%=-]{1,100}$/);
      assert.equal(fileName(one) === fileName(other), one === other);
    }),
  );
  const long = 'a'.repeat(300);
  assert.notEqual(fileName(`${long}b`), fileName(`${long}c`));
});
