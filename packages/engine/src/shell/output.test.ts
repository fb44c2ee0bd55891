import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { linesOf } from '../events/lines.ts';
import { createMasker } from '../events/mask.ts';
import { type ByteSink, decoded, masked, wholeLines } from './output.ts';

function collect(make: (next: ByteSink) => ByteSink, chunks: readonly Buffer[]): string[] {
  const lines: string[] = [];
  const sink = make(wholeLines((bytes) => lines.push(...linesOf(bytes.toString()))));
  for (const chunk of chunks) sink.write(chunk);
  sink.end();
  return lines;
}

test('lines are put together over chunks, also inside a character', () => {
  const bytes = Buffer.from('één\r\ntwee\n\ndrie');
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const lines = collect((next) => next, [bytes.subarray(0, cut), bytes.subarray(cut)]);
    assert.deepEqual(lines, ['één', 'twee', '', 'drie']);
  }
});

test('a line without end is handed on in pieces, between characters', () => {
  const text = `x${'é'.repeat(100_000)}`;
  const lines = collect((next) => next, [Buffer.from(text)]);
  assert.ok(lines.length > 1 && lines.every((line) => !line.includes('\ufffd')));
  assert.equal(lines.join(''), text);
});

test('another encoding becomes UTF-8', () => {
  assert.deepEqual(
    collect((next) => decoded('iso-8859-1', next), [Buffer.from([0xe9, 10])]),
    ['é'],
  );
});

test('a secret is blotted out wherever the output is cut', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 6 }), fc.array(fc.nat(60)), (secret, cuts) => {
      fc.pre(secret.trim().length >= 6);
      const masker = createMasker([secret]);
      const bytes = Buffer.from(`before ${secret.toWellFormed()} after\n`);
      const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
      const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
      const whole = linesOf(masker.mask(bytes.toString()));
      assert.deepEqual(
        collect((next) => masked(masker, next), chunks),
        whole,
      );
      assert.ok(!whole.join('\n').includes(secret.trim()) || 'before  after'.includes(secret.trim()));
    }),
  );
});
