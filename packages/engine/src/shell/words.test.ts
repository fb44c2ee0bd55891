import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { quoted, wordsOf } from './words.ts';

test('words are what a shell makes of a line', () => {
  assert.deepEqual(wordsOf(`-v /a:/b  -e "X=a b" --name='c d' \\-u e\\ f ""`), [
    '-v',
    '/a:/b',
    '-e',
    'X=a b',
    '--name=c d',
    '-u',
    'e f',
    '',
  ]);
  assert.deepEqual(wordsOf('  '), []);
});

test('a quoted value is one word for us and for sh', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      const value = text.replaceAll('\0', '');
      assert.deepEqual(wordsOf(quoted(value)), [value]);
    }),
  );
  const value = `a 'b' "c" $d \`e\` \\`;
  assert.equal(execFileSync('sh', ['-c', `printf %s ${quoted(value)}`]).toString(), value);
});
