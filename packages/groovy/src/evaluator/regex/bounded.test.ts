import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GroovyRuntimeError } from '../../errors.ts';
import { bounded, degreeOf } from './bounded.ts';
import { patternOf } from './pattern.ts';

describe('how the time of a search can grow with the text', () => {
  for (const [source, degree] of [
    ['abc', 1],
    ['[a+*]b?', 1],
    ['\\Qa+\\E', 1],
    ['a\\+', 1],
    ['a+', 2],
    ['^(.*)-(\\d+)$', 3],
    ['(ab)+', 2],
    ['a{2,}', 2],
    ['(a+)+$', Infinity],
    ['((a+)b?)*', Infinity],
    ['(a|ab)*c', Infinity],
    ['(?:\\w+\\s?)+$', Infinity],
    ['(a)\\1', Infinity],
    ['(?<x>a)\\k<x>', Infinity],
  ] as const)
    test(source, () => assert.equal(degreeOf(source), degree));
});

test('a search that would never end is stopped, and the next one works', () => {
  const text = `${'a'.repeat(40)}!`;
  const search = (): unknown => /(a+)+$/v.exec(text);
  assert.throws(
    () => bounded(search, Infinity, text.length, '(a+)+$', 50),
    (error) =>
      error instanceof GroovyRuntimeError &&
      error.typeName === 'RegexTimeoutException' &&
      error.message.startsWith('the pattern /(a+)+$/ was stopped after 0.05 s on a text of 41 characters'),
  );
  assert.equal(patternOf('(a+)+!').execAt(text, 0)?.[0], text);
  assert.equal(patternOf('(a+)+(?<end>!)').execAt(text, 0)?.groups?.['end'], '!');
});
