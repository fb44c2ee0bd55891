import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readExposition, type Sample } from './exposition.ts';

function samplesOf(...lines: readonly string[]): readonly Sample[] {
  return readExposition(lines.join('\n')).samples;
}

describe('lines of an exposition', () => {
  test('have a name, labels with any text, and a value', () => {
    assert.deepEqual(
      samplesOf(
        'up 1',
        'a:b_total{x="1",y="a \\"b\\"\\n\\\\, } c"} 2.5 1700000000000',
        'bare { }\t3',
        'spaced{ x="1" , y = "2" , } -Inf',
        'empty{} +Inf',
      ),
      [
        { name: 'up', labels: {}, value: 1 },
        { name: 'a:b_total', labels: { x: '1', y: 'a "b"\n\\, } c' }, value: 2.5 },
        { name: 'bare', labels: {}, value: 3 },
        { name: 'spaced', labels: { x: '1', y: '2' }, value: -Infinity },
        { name: 'empty', labels: {}, value: Infinity },
      ],
    );
  });

  test('of another form are left out', () => {
    const broken = [
      'broken{',
      'broken{x="1"',
      'broken{x=1} 2',
      'broken{x="1"}',
      'broken',
      '{x="1"} 2',
      '1 2',
    ];
    assert.deepEqual(samplesOf(...broken, 'up 1'), [{ name: 'up', labels: {}, value: 1 }]);
  });

  test('are read in time that grows with their length, whatever an application writes', () => {
    const hostile = (length: number): readonly string[] => [
      `a{${'x'.repeat(length)}} 1`,
      `a{x="${'\\"'.repeat(length / 2)}`,
      `a{${'x="",'.repeat(length / 5)}`,
      `a${' '.repeat(length)}`,
    ];
    const took = (lines: readonly string[]): number => {
      const began = performance.now();
      assert.deepEqual(samplesOf(...lines), []);
      return performance.now() - began;
    };
    assert.ok(took(hostile(1_000_000)) < 2000, 'lines that are too long for any service');
    const many = Array.from({ length: 100 }, () => hostile(8000)).flat();
    assert.ok(took(many) < 2000, 'lines that are as long as they may be');
  });
});
