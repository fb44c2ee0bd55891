import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { editOf } from './edit.ts';

test('sed makes the text of it, whatever the lines have', () => {
  const before = ['# one', 'two', '  three', 'four', ''].join('\n');
  for (const after of [
    before,
    ['# one', '  two \\1 \\\\ \\n', '', "fo'ur & /more/", ''].join('\n'),
    ['\\', '# {"a":"\\u00e9"}', '\ttab', 'four', ''].join('\n'),
  ])
    assert.equal(execFileSync('sed', [editOf(before, after) ?? 'q1'], { input: before }).toString(), after);
});

test('there is none when lines came or went', () => {
  assert.equal(editOf('a\nb\n', 'a\n'), undefined);
  assert.equal(editOf('a\n', 'a\nb\n'), undefined);
});
