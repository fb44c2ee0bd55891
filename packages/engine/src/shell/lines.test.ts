import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineSplitter } from './lines.ts';

function split(...chunks: Buffer[]): string[] {
  const lines: string[] = [];
  const splitter = lineSplitter((found) => lines.push(...found));
  for (const chunk of chunks) splitter.write(chunk);
  splitter.end();
  return lines;
}

test('lines are put together over chunks, also inside a character', () => {
  const bytes = Buffer.from('één\r\ntwee\n\ndrie');
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    assert.deepEqual(split(bytes.subarray(0, cut), bytes.subarray(cut)), ['één', 'twee', '', 'drie']);
  }
});

test('a line without end is handed on in pieces', () => {
  const lines = split(Buffer.from('x'.repeat(200_000)));
  assert.ok(lines.every((line) => line.length <= 65_536));
  assert.equal(lines.join('').length, 200_000);
});
