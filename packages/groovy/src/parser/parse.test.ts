import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { GroovySyntaxError } from '../errors.ts';
import { parse } from './parse.ts';

/** The tree as one line, without places. */
function shape(source: string): string {
  return JSON.stringify(parse(source, 'test.groovy').statements, (key, value: unknown) =>
    ['start', 'end', 'nameSpan'].includes(key) ? undefined : value,
  );
}

describe('several ways to write the same', () => {
  for (const [one, other] of [
    ["sh 'x'", "sh('x')"],
    ["junit testResults: 'a', allowEmptyResults: true", "junit(testResults: 'a', allowEmptyResults: true)"],
    ["retry(3) { sh 'x' }", "retry(3, { sh 'x' })"],
    ["stage('a')\n{ echo 'b' }", "stage('a') { echo 'b' }"],
    ['a = sh script: 1', 'a = sh(script: 1)'],
    ["foo 'a', // why\n 'b'", "foo('a', 'b')"],
    ['x.\n  trim()', 'x.trim()'],
    ['x\n  .trim()', 'x.trim()'],
    ["'''a'''", "'a'"],
    ['"""a"""', "'a'"],
    ['/a/', "'a'"],
    ["'a\\\nb'", "'ab'"],
    ["'\\u0041\\t'", "'A\t'"],
    ['"${a}"', '"$a"'],
    ['a; b', 'a\nb'],
    ['#!/usr/bin/env groovy\na', 'a'],
    ['/* a */ b // c', 'b'],
  ] as const) {
    test(`${one} is ${other}`, () => assert.equal(shape(one), shape(other)));
  }
});

describe('errors name the place and what was expected', () => {
  for (const [source, line, column, message] of [
    ['pipeline {\n  agent any\n', 3, 1, /expected '}' for the '{' of line 1/],
    ["sh 'a", 1, 4, /string/],
    ['foo(1, a.b', 1, 11, /expected '\)' for the '\(' of line 1/],
    ['foo(1, 2', 1, 8, /the text ends after '2'/],
    ['a = ', 1, 5, /unexpected end of the text/],
    ["echo 'a' else", 1, 10, /expected the end of the line/],
    ['if (a { }', 1, 10, /expected '\)' for the '\(' of line 1/],
    ['class A', 1, 8, /expected '{'/],
    ['"${a', 1, 5, /expected '}' for the '{' of line 1/],
    ['/* a', 1, 5, /comment, which begins in line 1, has no end/],
  ] as const) {
    test(JSON.stringify(source), () => {
      assert.throws(
        () => parse(source, 'Jenkinsfile'),
        (error: unknown) => {
          assert.ok(error instanceof GroovySyntaxError);
          assert.deepEqual([error.line, error.column], [line, column], error.message);
          assert.match(error.message, message);
          assert.match(error.message, new RegExp(`^Jenkinsfile:${line}:${column}: `));
          assert.match(error.message, /\n *\| +\^$|\n *\| \^$/);
          return true;
        },
      );
    });
  }
});

const words = [
  'a',
  'sh',
  "'x'",
  '"${',
  '}',
  '{',
  '(',
  ')',
  '[',
  ']',
  ':',
  ',',
  '.',
  '\n',
  'if',
  'def',
  '=',
  '->',
  '/',
  '$',
  '"',
  "'",
  '?',
  '+',
  ' ',
];

test('any text either parses or is a syntax error', () => {
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, (source) => {
      try {
        parse(source, 'f');
      } catch (error) {
        if (!(error instanceof GroovySyntaxError)) throw error;
      }
    }),
    { numRuns: 2000 },
  );
});

test('any text survives as a string literal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const quoted = text.replaceAll(/[\\'\n\r]/g, (c) => ({ '\n': '\\n', '\r': '\\r' })[c] ?? `\\${c}`);
      const [statement] = parse(`'${quoted}'`, 'f').statements;
      assert.ok(statement?.kind === 'expression' && statement.expression.kind === 'literal');
      assert.equal(statement.expression.value, text);
    }),
    { numRuns: 500 },
  );
});

test('deep nesting is an error, not a crash', () => {
  assert.throws(() => parse('('.repeat(5000), 'f'), GroovySyntaxError);
  assert.throws(() => parse('[{'.repeat(5000), 'f'), GroovySyntaxError);
});
