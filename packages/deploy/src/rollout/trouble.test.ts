import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fail } from '../errors.ts';
import type { Target } from './target.ts';
import { noTrouble, throwTrouble } from './trouble.ts';

const host = (name: string): Target => ({ connection: { host: { name, target: name } } }) as Target;

test('what went wrong on hosts is one error that names them, with the first reason of each', () => {
  const [one, two] = [host('one'), host('two')];
  const { found, add } = noTrouble();
  add(new Error('the hook failed'));
  add(new Error('the line is cut'), two);
  add(new Error('and so is its forward'), two);
  add(new Error('the line is cut'), one);
  assert.throws(() => throwTrouble({ found, add }), {
    code: 'PLAB_CLEAN_UP',
    message: /put away on two, one: the hook failed; the line is cut$/,
  });
});

test('a hook that failed alone stays itself, and tells that all else was done', () => {
  const trouble = noTrouble();
  assert.doesNotThrow(() => throwTrouble(trouble));
  const failed = fail('PLAB_HOOK', 'before.finalize', 'sh ended with 3');
  trouble.add(failed);
  assert.throws(() => throwTrouble(trouble), {
    code: 'PLAB_HOOK',
    message:
      /before\.finalize failed: sh ended with 3; the new release serves, and what is old was put away$/,
    hint: failed.hint,
    cause: failed,
  });
  assert.match(failed.message, /sh ended with 3$/);
});
