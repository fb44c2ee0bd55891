import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Matcher } from './matcher.ts';
import { Pattern, patternOf, quote } from './pattern.ts';
import { expandReplacement } from './replacement.ts';

function found(source: string, text: string): (string | null)[] {
  return new Matcher(new Pattern(source), text).all().map((match) => match[0]);
}

describe("Java's syntax where it differs from ECMAScript's", () => {
  for (const [source, text, expected] of [
    ['(?i)abc', 'ABC abc', ['ABC', 'abc']],
    ['a(?i)b|c', 'aB C c', ['aB', 'C', 'c']],
    ['a(?i:b)c', 'aBc aBC', ['aBc']],
    ['(?s)a.b', 'a\nb', ['a\nb']],
    ['(?m)^b$', 'a\nb\nc', ['b']],
    ['^b', 'a\nb', []],
    ['a$', 'a\n', ['a']],
    ['a\\z', 'a\n', []],
    ['a\\Z', 'a\n', ['a']],
    ['\\Aa', 'aa', ['a']],
    ['(?x) a b # comment\n c', 'abc', ['abc']],
    ['a++a', 'aaa', []],
    ['a*+b', 'aab', ['aab']],
    ['(?>a+)b', 'aab', ['aab']],
    ['(?>a|ab)c', 'abc', []],
    ['\\Q.*\\E', 'a.*b', ['.*']],
    ['[\\Q^-\\E]', 'a-^', ['-', '^']],
    ['\\p{Alpha}+', 'ab1é', ['ab']],
    ['\\p{L}+', 'é1', ['é']],
    ['\\p{IsLatin}+', 'aбb', ['a', 'b']],
    ['\\p{Punct}', 'a!b', ['!']],
    ['\\P{Digit}+', '1ab2', ['ab']],
    ['\\h+', 'a \tb', [' \t']],
    ['\\R', 'a\r\nb\nc', ['\r\n', '\n']],
    ['[a-z&&[^aeiou]]+', 'hello', ['h', 'll']],
    ['[a-c[x-z]]+', 'axd', ['ax']],
    ['[^\\d\\s]+', '1 ab', ['ab']],
    ['[]a]+', 'a]', ['a]']],
    ['[-+_]+', 'a-+_b', ['-+_']],
    ['(?<n>a)\\k<n>', 'aa', ['aa']],
    ['(a)(b)\\2\\1', 'abba', ['abba']],
    ['\\x41\\u0042\\t', 'AB\t', ['AB\t']],
    ['(?<=a)b(?!c)', 'ab abc', ['b']],
    ['-\\_\\-/', '-_-/', ['-_-/']],
    ['\\$\\{x\\}', '${x}', ['${x}']],
  ] as const) {
    test(source, () => assert.deepEqual(found(source, text), expected));
  }
});

describe('what is no pattern says so, with its place', () => {
  for (const [source, message] of [
    ['[a', 'Unclosed character class near index 1\n[a'],
    ['(a', 'Unclosed group near index 2\n(a'],
    ['*a', "Dangling meta character '*' near index 0\n*a"],
    ['a)', "Unmatched closing ')' near index 0\na)"],
    ['\\y', 'Illegal/unsupported escape sequence near index 1\n\\y'],
    ['[b-a]', 'Illegal character range near index 4\n[b-a]'],
  ] as const) {
    test(source, () =>
      assert.throws(() => new Pattern(source), { typeName: 'PatternSyntaxException', message }),
    );
  }
  test('what ECMAScript cannot express is named', () => {
    assert.throws(() => new Pattern('\\Ga'), { typeName: 'UnsupportedOperationException' });
  });
});

test('groups keep their numbers beside possessive quantifiers', () => {
  const [match] = new Matcher(new Pattern('(a)++(b)(?>(c))\\2'), 'aabcb').all();
  assert.deepEqual(Array.from(match ?? []), ['aabcb', 'a', 'b', 'c']);
  assert.equal(new Pattern('(a)++(b)').groupCount, 2);
});

test('a replacement has groups by number and name, and escapes', () => {
  const [match] = new Matcher(new Pattern('(?<x>a)(b)'), 'ab').all();
  assert.ok(match);
  assert.equal(expandReplacement('$2${x}\\$1$10', match), 'ba$1a0');
  assert.throws(() => expandReplacement('$3', match), { typeName: 'IndexOutOfBoundsException' });
  assert.throws(() => expandReplacement('$x', match), { typeName: 'IllegalArgumentException' });
});

test('a quoted text matches itself and nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.equal(patternOf(quote(text)).matchAll(text)?.[0], text);
      assert.equal(patternOf(quote(text)).matchAll(`${text}x`), undefined);
    }),
  );
});

test('any text is a pattern or a clear error', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab()[]{}*+?|^$.\\-&<>=!:idQEpR09,'.split('')), maxLength: 12 }),
      (source) => {
        try {
          new Matcher(new Pattern(source), 'aab[b]a-b').all();
        } catch (error) {
          assert.ok(error instanceof Error && 'typeName' in error, `${source}: ${String(error)}`);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
