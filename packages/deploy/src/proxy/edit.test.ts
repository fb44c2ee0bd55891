import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { editOf } from './edit.ts';

const long = `# ${'x'.repeat(100)}`;

test('sed makes the text of it, whatever the lines have', () => {
  const before = ['# one', 'two', '  three', 'four', long, ''].join('\n');
  for (const after of [
    before,
    ['# one', '  two \\1 \\\\ \\n', '', "fo'ur & /more/", long, ''].join('\n'),
    ['\\', '# {"a":"\\u00e9"}', '\ttab', 'four', long, ''].join('\n'),
  ])
    assert.equal(execFileSync('sed', [editOf(before, after) ?? 'q1'], { input: before }).toString(), after);
});

test('there is none when lines came or went, and when the text is no longer than it', () => {
  assert.equal(editOf(`a\n${long}\n`, `${long}\n`), undefined);
  assert.equal(editOf(`${long}\n`, `${long}\nb\n`), undefined);
  assert.equal(editOf('a\nb\n', 'b\nb\n'), undefined);
  assert.equal(editOf(`a\n${long}\n`, `b\n${long}\n`), '1c\\\nb');
});
