import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { lex } from './lex.ts';

const folder = fileURLToPath(new URL('../../test/fixtures/', import.meta.url));
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith('.groovy'))
  .map((name) => readFileSync(`${folder}${name}`, 'utf8'));

/** What may stand between tokens: blanks, comments, line ends in brackets, the first line of a script. */
const between = /^(?:\uFEFF|#![^\r\n]*|[ \t\f\r\n]|\\[\r\n]+|\/\/[^\r\n]*|\/\*[^]*?\*\/)*$/;

function assertCovered(source: string): void {
  let end = 0;
  for (const token of lex(source)) {
    assert.ok(token.start >= end, `${token.text} at ${token.start} begins before ${end}`);
    assert.match(source.slice(end, token.start), between);
    if (token.type !== 'invalid') assert.equal(source.slice(token.start, token.end), token.text);
    end = token.end;
  }
  assert.equal(end, source.length);
}

describe('the tokens and what may stand between them are the whole text', () => {
  for (const [index, source] of fixtures.entries()) {
    test(`fixture ${index}`, () => assertCovered(source.replaceAll(String.raw`\u`, 'u')));
  }

  test('any part of any fixture', () => {
    const part = fc
      .tuple(fc.constantFrom(...fixtures), fc.nat(), fc.nat({ max: 200 }))
      .map(([source, from, length]) => source.slice(from % source.length).slice(0, length))
      .map((text) => text.replaceAll(String.raw`\u`, 'u'));
    fc.assert(fc.property(part, assertCovered), { numRuns: 500 });
  });
});

describe('unicode escapes', () => {
  test('are replaced before anything else, and offsets stay those of the source', () => {
    const source = String.raw`a = "\u0041\u0022 + b`;
    const [, , string, plus, name] = lex(source);
    assert.equal(string?.value, 'A');
    assert.equal(source.slice(plus?.start, plus?.end), '+');
    assert.equal(source.slice(name?.start, name?.end), 'b');
  });

  test('an escaped backslash begins none', () => {
    assert.equal(lex(String.raw`'\\u0041'`)[0]?.value, String.raw`\u0041`);
  });

  test('four digits are needed', () => {
    assert.match(lex(String.raw`x + '\u12'`)[2]?.problem?.problem ?? '', /four hexadecimal digits/);
  });
});

test('what is no token is invalid, and says where', () => {
  for (const [source, offset, problem] of [
    ["'a", 0, /no end on its line/],
    ['"a\nb"', 0, /no end on its line/],
    ["'''a", 4, /begins in line 1, has no end/],
    ["'\\q'", 1, /'\\q' is not an escape/],
    ['a "$5"', 3, /^a '\$' in this kind of string must be followed by a name/],
    ['a """\n $5"""', 2, /^the '\$' in line 2, column 2 of this string must be followed by a name/],
    ['a """$b\n $5"""', 7, /^the '\$' in line 2, column 2/],
    ['/* a', 4, /begins in line 1, has no end/],
    ['"${\n}"', 3, /must stay on its line/],
    ['`', 0, /unexpected character '`'/],
    ['1_', 1, /cannot end with '_'/],
    ['0x', 1, /followed by a digit/],
    ['1env', 1, /exponent after 'e' is missing/],
    ['a\n/b/', 2, /cannot begin a line/],
  ] as const) {
    const found = lex(source).find(({ type }) => type === 'invalid')?.problem;
    assert.equal(found?.offset, offset, source);
    assert.match(found.problem, problem);
  }
});
