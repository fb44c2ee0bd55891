import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { cut, width } from './screen.ts';
import { visible } from '../visible.ts';

test('columns of a text', () => {
  assert.equal(width('abc'), 3);
  assert.equal(width('\u001B[31mabc\u001B[39m'), 3);
  assert.equal(width('日本'), 4);
  assert.equal(width('e\u0301'), 1);
  assert.equal(width('🚀'), 2);
});

test('a cut text fits and begins like the whole one', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.integer({ min: 2, max: 30 }),
      (text, columns) => {
        const kept = cut(text, columns);
        assert.ok(width(kept) <= columns, `${width(kept)} > ${columns}`);
        const plain = stripVTControlCharacters(kept).replace(/…$/u, '');
        assert.ok(stripVTControlCharacters(visible(text)).startsWith(plain));
      },
    ),
  );
  assert.equal(cut('\u001B[31mabcdef\u001B[39m', 4), '\u001B[31mabc\u001B[39m…\u001B[0m');
  assert.equal(cut('abcdef', 4), 'abc…', 'no colour where there was none');
});
