import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fail, PlabError } from './errors.ts';

test('an error of the catalogue has a code, a hint and its cause', () => {
  const cause = new Error('low level');
  const error = fail('PLAB_IMAGE_ARCHIVE', 'app:1', 'no manifest', cause);
  assert.ok(error instanceof PlabError);
  assert.equal(error.code, 'PLAB_IMAGE_ARCHIVE');
  assert.equal(error.message, 'cannot read image app:1 from the engine: no manifest');
  assert.notEqual(error.hint, '');
  assert.equal(error.cause, cause);
  assert.equal('cause' in fail('PLAB_IMAGE_NOT_FOUND', 'app:1'), false);
});

test('filled-in text is text, whatever it looks like', () => {
  assert.match(
    fail('PLAB_COMMAND', 'echo {detail}', '$& {where}').message,
    /`echo \{detail\}` failed: \$& \{where\}/,
  );
});
