import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { mutate } from '../../test/differential/mutate.ts';
import { GroovySyntaxError } from '../errors.ts';
import { parse, parseAll } from './parse.ts';

const folder = fileURLToPath(new URL('../../test/fixtures/', import.meta.url));
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith('.groovy'))
  .map((name) => readFileSync(`${folder}${name}`, 'utf8'));

/** Fails unless every node stands inside the node that holds it. */
function assertSpans(node: unknown, from: number, to: number): void {
  if (node === null || typeof node !== 'object') return;
  const { start, end } = node as { start?: number; end?: number };
  const [low, high] = start === undefined || end === undefined ? [from, to] : [start, end];
  assert.ok(
    from <= low && low <= high && high <= to,
    `${low}–${high} in ${from}–${to}: ${JSON.stringify(node)}`,
  );
  // The type of a declared variable stands before all the variables it belongs to.
  const isDeclarator = !('kind' in node) && 'name' in node && !('modifiers' in node);
  for (const [key, value] of Object.entries(node)) {
    if (isDeclarator && key === 'type') assertSpans(value, from, to);
    else assertSpans(value, low, high);
  }
}

function assertParses(source: string): void {
  const { script, errors } = parseAll(source, 'f');
  assertSpans(script, 0, source.length);
  if (errors.length === 0) return assert.deepEqual(parse(source, 'f'), script);
  assert.throws(() => parse(source, 'f'), GroovySyntaxError);
}

describe('every node has its place, whatever the text', () => {
  for (const [index, source] of fixtures.entries()) test(`fixture ${index}`, () => assertParses(source));

  test('a part of a fixture with a random edit in it', () => {
    const mutant = fc
      .tuple(fc.constantFrom(...fixtures), fc.nat(), fc.integer({ min: 1, max: 400 }), fc.nat())
      .map(([source, from, length, seed]) => {
        const start = from % source.length;
        return mutate(source.slice(start, start + length), seed).text;
      });
    fc.assert(fc.property(mutant, assertParses), { numRuns: 1500 });
  });
});

const nested = [
  '(',
  '[',
  '{',
  '[{',
  'a(',
  'a{',
  '"${',
  '(a)',
  'a{b->',
  '!',
  '-',
  'if(a)',
  'if(a){}else ',
  'a?',
  'a=',
  'a:',
];
const more = [
  'A<',
  'class A{',
  '@A(',
  'def a=new A(){',
  '(A){',
  "a{'",
  'a(b:',
  'try{',
  'a[',
  'a.{',
  'for(a in(',
  'a{(b)->c{',
];

test('deep nesting is an error, neither a crash nor a long wait', () => {
  for (const part of [...nested, ...more]) {
    const source = part.repeat(3_000);
    assert.throws(() => parse(source, 'f'), GroovySyntaxError, part);
    assert.ok(parseAll(source, 'f').errors.length > 0, part);
  }
});

test('attempts that fail within each other are not tried again and again', () => {
  for (const source of [
    `${'(A)('.repeat(100)}b c${')'.repeat(100)}`,
    `a ${'{ b = { '.repeat(60)}->${' } }'.repeat(60)}`,
    `${'(A) { b ->'.repeat(60)} ]`,
  ]) {
    const start = performance.now();
    assert.throws(() => parse(source, 'f'), GroovySyntaxError);
    assert.ok(performance.now() - start < 2000, source.slice(0, 20));
  }
});
