import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { treeText } from '../../test/differential/tree/script.ts';
import { GroovySyntaxError } from '../errors.ts';
import { parse } from './parse.ts';

/** Each of these was found in real Jenkinsfiles by comparing with Groovy. */
const tree = (source: string): string => treeText(parse(source, 'Jenkinsfile'));

function assertSame(...sources: readonly string[]): void {
  for (const source of sources) assert.equal(tree(source), tree(sources[0] ?? ''), source);
}

function assertRefused(source: string, line: number): void {
  assert.throws(
    () => parse(source, 'Jenkinsfile'),
    (error) => error instanceof GroovySyntaxError && error.line === line,
    source,
  );
}

describe('traps', () => {
  test('1. a brace on the next line belongs to the call', () => {
    assertSame('stages { a }', 'stages\n{ a }', 'stages\n\n  // why\n{ a }');
    assertSame("timeout(time: 1, unit: 'HOURS') { a }", "timeout(time: 1, unit: 'HOURS')\n{ a }");
    assertSame('def a = node { b }', 'def a = node\n{ b }');
    assertRefused('a + b\n{ c }', 2);
  });

  test('2. a string needs no blank before it', () => {
    assertSame("bat('a')", "bat'a'", 'bat"a"', 'bat"""a"""', "bat'''a'''");
    assertSame('sh("a $b")', 'sh"a $b"', 'sh"""a $b"""');
  });

  test('3. several variables are assigned without def', () => {
    const [statement] = parse('(a, b) = f()', 'f').statements;
    assert.ok(statement?.kind === 'expression' && statement.expression.kind === 'assign');
    assert.equal(statement.expression.target.kind, 'tuple');
    assertSame('(a) = f()', '( a ) = f()');
  });

  test('4. a command is a statement or a right side, nothing else', () => {
    assertSame("a = sh('x')", "a = sh 'x'");
    assertSame("def a = sh('x')", "def a = sh 'x'");
    assertSame("a = b = sh('x')", "a = b = sh 'x'");
    for (const source of ["foo(bar 'x')", "[bar 'x']", "return bar 'x'", "if (bar 'x') { }", "a + bar 'x'"])
      assertRefused(source, 1);
  });

  test('5. lines end nothing in brackets, before a dot or a question mark, and after an operator', () => {
    assertSame('a(b, c)', 'a(\nb\n,\nc\n)');
    assertSame('a = [b, c]', 'a = [\n  b,\n  c\n]');
    assertSame('a.b().c()', 'a\n  .b()\n  .c()', 'a.\n  b().\n  c()');
    assertSame('a = b ? c : d', 'a = b\n  ? c\n  : d', 'a = b ?\n  c :\n  d');
    assertSame('a = b ?: c', 'a = b\n  ?: c');
    assertSame('a = b && c', 'a = b &&\n  c');
    assertRefused('a = b\n  && c', 2);
    assertSame('a = b\n+c', 'a = b; +c');
    assertSame('a({ b; c })', 'a({\n  b\n  c\n})');
  });

  test('6. strings of every kind', () => {
    assertSame(String.raw`a = 'b/c\\d'`, String.raw`a = /b\/c\d/`, String.raw`a = $/b/c\d/$`);
    assertSame("a = 'b'", "a = \\\n  'b'", "a = '\\\nb'");
    assertSame('a = "${b.c}"', 'a = "$b.c"');
    assertSame('a = "${b.c}."', 'a = "$b.c."');
    assertSame('a = "${b}-c"', 'a = "$b-c"');
    assert.match(tree('"${-> b}"'), /closure with parameters/);
    assertSame("a = 'b$c'", String.raw`a = "b\$c"`, 'a = $/b$$c/$');
    assertRefused('a = "$5"', 1);
  });

  test('7. keys of a map', () => {
    assertSame("a = [b: 1, 'c': 2]", "a = ['b': 1, c: 2]");
    assertSame("a = ['if': 1]", 'a = [if: 1]');
    assert.match(tree('a = [(b): 1]'), /entry\n +variable b/);
    assert.match(tree('a = [1: 1, "$b": 2, *: c]'), /Integer 1[^]*gstring[^]*spread entry/);
    assert.match(tree('a = [:]'), /map/);
    assertRefused('a = [b.c: 1]', 1);
  });

  test('8. a label, a named argument, a declaration and a command', () => {
    assert.match(tree('a: b'), /^label a/);
    assertSame('a(b: c)', 'a b: c');
    assert.match(tree('String x'), /^declare x String/);
    assert.match(tree('int x'), /^declare x int/);
    assert.match(tree('a.b.C x'), /^declare x a\.b\.C/);
    assert.match(tree('List<String> x'), /^declare x List<String>/);
    assert.match(tree('echo x'), /^expression\n {2}call "echo"/);
    assert.match(tree('a.b x'), /^expression\n {2}call "b"/);
  });

  test('9. what Groovy 2.4 has not', () => {
    assertRefused('a(b: 1, b: 2)', 1);
    assertRefused('do { a } while (b)', 1);
    assertRefused('a = (b) -> c', 1);
    assertRefused('a !in b', 1);
    assertRefused('a !instanceof b', 1);
    assertRefused('a?[b]', 1);
    assertRefused('a ?= b', 1);
    assertRefused('a = b::c', 1);
    assertRefused('var a = b ->', 1);
  });

  test('10. a byte order mark, CRLF, CR, tabs and a first line for the shell', () => {
    const source = '#!/usr/bin/env groovy\npipeline {\n\tagent any\n}\n';
    assertSame(source, `\uFEFF${source}`, source.replaceAll('\n', '\r\n'), source.replaceAll('\n', '\r'));
    assertSame("sh '''a\nb'''", "sh '''a\r\nb'''");
  });
});
