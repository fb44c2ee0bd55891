import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifest } from './manifest-format.ts';

test('sections, long values over several lines, Windows line ends', () => {
  const { main, entries } = parseManifest(
    'Manifest-Version: 1.0\r\nClass-Path: a.jar b.\r\n jar\r\n\r\nName: org/a/\r\nSealed: true\r\n\r\n\r\nName: b\r\n',
  );
  assert.deepEqual(Object.fromEntries(main), { 'Manifest-Version': '1.0', 'Class-Path': 'a.jar b.jar' });
  assert.deepEqual(
    [...entries].map(([name, each]) => [name, Object.fromEntries(each)]),
    [
      ['org/a/', { Sealed: 'true' }],
      ['b', {}],
    ],
  );
});

test('what is no attribute is passed over', () => {
  assert.equal(parseManifest('').main.size, 0);
  assert.deepEqual([...parseManifest('no attribute\nA: b').main], [['A', 'b']]);
});
