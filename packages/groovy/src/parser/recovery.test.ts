import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse, parseAll } from './parse.ts';

/** `line:column` of each error. */
function places(source: string): string[] {
  return parseAll(source, 'f').errors.map(({ line, column }) => `${line}:${column}`);
}

describe('one run tells every error, and each once', () => {
  for (const [name, source, expected] of [
    ['none', 'pipeline { agent any }', []],
    ['one a line', "a = ]\nb = 1\nc 'd\ne(f g)\nh", ['1:5', '3:3', '4:5']],
    [
      'in nested blocks',
      'a {\n  b {\n    c = ]\n    d\n    e(f g)\n  }\n  h i:\n}\nj )',
      ['3:9', '5:9', '8:1', '9:3'],
    ],
    ['between semicolons', 'a = ]; b; c = ]', ['1:5', '1:15']],
    ['a block that is not closed, once', 'a {\n  b {\n    c\n', ['4:1']],
    ['a bracket that is not closed ends with its block', 'a {\n  b(c\n  d\n}\ne = ]', ['3:3', '5:5']],
    ['a string that is not closed ends with its line', "a 'b\nc 'd", ['1:3', '2:3']],
    [
      'a mistake in a string does not spoil the rest of it',
      'a """\n $(b)\n { c ]\n"""\nd = ]',
      ['1:3', '5:5'],
    ],
    ['a brace too many', 'a { }\n}\nb = ]', ['2:1', '3:5']],
    ['in a class', 'class A {\n  def b = ]\n  int c() { d = ] }\n}', ['2:11', '3:17']],
    ['in a case', 'switch (a) {\n  case 1:\n    b = ]\n    c\n  case 2:\n    d = ]\n}', ['3:9', '6:9']],
    ['in a closure in brackets', 'a(1, {\n  b = ]\n  c\n}, 2)', ['2:7']],
    ['what the grammar allows and Groovy refuses', 'a(b: 1, b: 2)\n1 = c\nd = ]', ['1:3', '2:3', '3:5']],
  ] as const) {
    test(name, () => assert.deepEqual(places(source), expected));
  }
});

test('what is right is kept', () => {
  const { script } = parseAll('a\nb = ]\nc {\n  d\n  e = ]\n  f\n}', 'f');
  const [, last] = script.statements;
  assert.equal(script.statements.length, 2);
  assert.ok(last?.kind === 'expression' && last.expression.kind === 'call');
  assert.equal(last.expression.closure?.body.length, 2);
});

test('without errors it is what parse gives', () => {
  const source = 'pipeline {\n  agent any\n  stages { stage("a") { steps { sh "b $c" } } }\n}';
  const { script, errors } = parseAll(source, 'f');
  assert.deepEqual({ script, errors }, { script: parse(source, 'f'), errors: [] });
});

test('a hundred errors are enough', () => {
  assert.equal(parseAll('a = ]\n'.repeat(5000), 'f').errors.length, 100);
});
