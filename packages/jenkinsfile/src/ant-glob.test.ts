import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { antMatches } from './ant-glob.ts';

test('stars stay within a name, double stars do not', () => {
  for (const [pattern, path, expected] of [
    ['main', 'MAIN', true],
    ['release/*', 'release/1.0', true],
    ['release/*', 'release/1.0/fix', false],
    ['release/**', 'release/1.0/fix', true],
    ['release/**', 'release', true],
    ['**/*.ts', 'a.ts', true],
    ['**/*.ts', 'src/deep/a.ts', true],
    ['src/**/a.ts', 'src/a.ts', true],
    ['src/', 'src/deep/a.ts', true],
    ['*', 'feature/x', false],
    ['**', 'feature/x', true],
    ['v?.0', 'v1.0', true],
    ['v?.0', 'v10.0', false],
    ['a+b(c)', 'a+b(c)', true],
    ['a.b', 'axb', false],
    ['**/x/**', 'a/x/b', true],
    ['a?c', 'a/c', false],
    ['release-*', 'release-1/x', false],
  ] as const) {
    assert.equal(antMatches(pattern, path, false), expected, `${pattern} on ${path}`);
  }
  assert.equal(antMatches('Main', 'main', true), false);
});

test('a path without signs of patterns matches itself, and so does everything below **', () => {
  const name = fc.stringMatching(/^[a-zA-Z0-9._+()[\]{}^$|-]{1,8}$/);
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
      const path = names.join('/');
      assert.ok(antMatches(path, path, true));
      assert.ok(antMatches('**', path, true));
      assert.ok(antMatches(`**/${names.at(-1)}`, path, true));
    }),
  );
});

/** The definition itself, which tries every way. */
function fits([one, ...more]: readonly string[], names: readonly string[]): boolean {
  if (one === undefined) return names.length === 0;
  const [name, ...others] = names;
  if (one === '**') return fits(more, names) || (name !== undefined && fits([one, ...more], others));
  return name !== undefined && nameFits(one, name) && fits(more, others);
}

function nameFits(pattern: string, name: string): boolean {
  const [first, rest] = [pattern[0], pattern.slice(1)];
  if (first === undefined) return name === '';
  if (first === '*') return nameFits(rest, name) || (name !== '' && nameFits(pattern, name.slice(1)));
  return name !== '' && (first === '?' || first === name[0]) && nameFits(rest, name.slice(1));
}

test('every pattern matches what its definition says', () => {
  const part = fc.constantFrom('a', 'b', 'ab', '*', '?', '*a', 'a*b', '?*', 'a*b*', '**');
  const name = fc.constantFrom('a', 'b', 'ab', 'aab', 'abab');
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 5 }),
      fc.array(name, { minLength: 1, maxLength: 5 }),
      (parts, names) => {
        const [pattern, path] = [parts.join('/'), names.join('/')];
        assert.equal(antMatches(pattern, path, true), fits(parts, names), `${pattern} on ${path}`);
      },
    ),
    { numRuns: 2000 },
  );
});

test('no pattern makes it try for ever', () => {
  assert.equal(antMatches(`${'*a'.repeat(200)}b`, 'a'.repeat(5000), true), false);
  assert.equal(antMatches(`${'**/a/'.repeat(200)}b`, 'a/'.repeat(2000), true), false);
  assert.equal(antMatches('*?'.repeat(200), 'a'.repeat(5000), true), true);
});
