import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { diffLines } from './diff.ts';

test('a diff leads from one text to the other and back', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const diff = diffLines(before, after);
      const without = (mark: string): string[] =>
        diff.filter((line) => line.mark !== mark).map(({ text }) => text);
      assert.deepEqual(without('+'), before);
      assert.deepEqual(without('-'), after);
    }),
  );
});

test('what is equal stays', () => {
  assert.deepEqual(
    diffLines(['a', 'b', 'c'], ['a', 'x', 'c']).map(({ mark, text }) => mark + text),
    [' a', '-b', '+x', ' c'],
  );
});
