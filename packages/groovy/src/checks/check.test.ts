import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAll } from '../parser/parse.ts';

/** `line: problem` of everything that is wrong. */
const problems = (source: string): string[] =>
  parseAll(source, 'f').errors.map(({ line, problem }) => `${line}: ${problem}`);

describe('a variable is declared once in a block and the blocks around it', () => {
  for (const [source, line] of [
    ['def a\ndef a', 2],
    ['def a\nb { a -> }', 2],
    ['def a\nb { c { def a } }', 2],
    ['def f(a) {\n  def a\n}', 2],
    ['b { a ->\n  for (a in c) { }\n}', 2],
    ['try { } catch (a) {\n  def a\n}', 2],
    ['def (a, b) = c\nint b', 2],
  ] as const) {
    test(`not ${JSON.stringify(source)}`, () => {
      assert.match(
        problems(source).join(),
        new RegExp(`^${line}: the variable '[ab]' is already declared here$`),
      );
    });
  }

  for (const source of [
    'b { def a }\nc { def a }\ndef a',
    'def a\ndef f(a) { def b }\ndef b',
    'if (b) { def a } else { def a }',
    'def a = { def a }',
    'class A { def a; def b(a) { } }\ndef a',
    'try { def a } catch (e) { def a } finally { def a }',
    'switch (b) { case 1: def a; break; case 2: def a }',
  ]) {
    test(JSON.stringify(source), () => assert.deepEqual(problems(source), []));
  }
});

describe('a jump needs something to jump in', () => {
  for (const [source, problem] of [
    ['break', "1: 'break' can only stand in a loop or a switch"],
    ['a { continue }', "1: 'continue' can only stand in a loop"],
    ['switch (a) { case 1: continue }', "1: 'continue' can only stand in a loop"],
    ['for (a in b) { break c }', "1: there is no label 'c' to break"],
    ['for (a in b) { c(new D() { def e() { break } }) }', "1: 'break' can only stand in a loop or a switch"],
  ] as const) {
    test(`not ${JSON.stringify(source)}`, () => assert.deepEqual(problems(source), [problem]));
  }

  for (const source of [
    'for (a in b) { break }',
    'while (a) { continue }',
    'switch (a) { case 1: break }',
    'a: for (b in c) { for (d in e) { continue a } }',
  ]) {
    test(JSON.stringify(source), () => assert.deepEqual(problems(source), []));
  }
});

describe('a name stands for one class, field or function', () => {
  for (const [source, problem] of [
    ['class A { }\nclass A { }', "2: the class 'A' is declared twice"],
    ['class A {\n  def b\n  def b\n}', "2: the field 'b' is declared twice"],
    ['class A {\n  private b\n  public int b\n}', "2: the field 'b' is declared twice"],
    ['enum A { B, C, B }', "1: the field 'B' is declared twice"],
    ['class A {\n  class B { }\n  enum B { C }\n}', "3: the class 'B' is declared twice"],
    ['def a(b) { }\ndef a(Object c) { }', "2: the function 'a' is there twice with the same parameters"],
    [
      'class A { def b() { }\n static b() { } }',
      "2: the function 'b' is there twice with the same parameters",
    ],
  ] as const) {
    test(`not ${JSON.stringify(source)}`, () => assert.deepEqual(problems(source), [problem]));
  }

  for (const source of [
    'class A { private b = 1; def b }',
    'def a(b) { }\ndef a(b, c) { }\ndef a(String b) { }\ndef a(String[] b) { }',
    'class A { def b }\nclass C { def b }',
    'class A { A() { }\n A(b) { } }',
  ]) {
    test(JSON.stringify(source), () => assert.deepEqual(problems(source), []));
  }
});
