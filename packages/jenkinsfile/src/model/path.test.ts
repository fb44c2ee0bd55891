import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stagePath } from './path.ts';

const pathOf = (names: readonly string[]): string | undefined =>
  names.reduce<string | undefined>(stagePath, undefined);

test('the path of a stage is its names', () => {
  assert.equal(pathOf(['Build']), 'Build');
  assert.equal(pathOf(['Test', 'Linux/x64', 'a\\b']), 'Test / Linux/x64 / a\\b');
});

test('stages whose names hold slashes have paths of their own', () => {
  assert.equal(pathOf(['A', 'B']), 'A / B');
  assert.equal(pathOf(['A / B']), String.raw`A \/ B`);
  const names = fc.array(fc.string({ unit: fc.constantFrom('a', ' ', '/', '\\'), maxLength: 6 }), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(names, names, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      assert.equal(pathOf(one) === pathOf(other), same);
    }),
    { numRuns: 2000 },
  );
});
