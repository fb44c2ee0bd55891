import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { atColours, harmlessJson, isColour, lastWritten, visible } from './visible.ts';

test('of control characters only colours reach the terminal', () => {
  const evil = 'a\u001B[2Jb\u001B]0;title\u0007c\rd\be\u001B[31mred\u001B[0m\u009B2J\u001B]8;;x\u001B\\f';
  assert.equal(visible(evil), 'abcde\u001B[31mred\u001B[0mf');
  const alphabet = fc.constantFrom(
    '\u001B',
    '[',
    ']',
    '3',
    '1',
    'm',
    'J',
    '\u0007',
    '\r',
    '\u009B',
    ';',
    'x',
  );
  fc.assert(
    fc.property(fc.array(alphabet), (parts) => {
      const rest = atColours(visible(parts.join(''))).filter((part) => !isColour(part));
      assert.doesNotMatch(rest.join(''), /\p{Cc}/u);
    }),
  );
});

test('JSON for a terminal says the same, and nothing that it obeys', () => {
  const value = { seen: 'a\u009B2J\u001B[2J\u007F\u202Eé\n' };
  const text = harmlessJson(value);
  assert.deepEqual(JSON.parse(text), value);
  assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\u202E]/u);
});

test('of a line of progress the last state counts', () => {
  assert.equal(lastWritten('10 %\r50 %\r100 %\r'), '100 %');
  assert.equal(lastWritten('plain'), 'plain');
});
