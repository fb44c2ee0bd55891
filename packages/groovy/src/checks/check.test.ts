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
    ['for (a in b) { c { break } }', "1: 'break' can only stand in a loop or a switch"],
    ['switch (a) { case 1: b.each { break } }', "1: 'break' can only stand in a loop or a switch"],
    ['a: for (b in c) { d { for (e in f) { continue a } } }', "1: there is no label 'a' to continue"],
    ['for (a in b) { break c }', "1: there is no label 'c' to break"],
    ['for (a in b) { c(new D() { def e() { break } }) }', "1: 'break' can only stand in a loop or a switch"],
  ] as const) {
    test(`not ${JSON.stringify(source)}`, () => assert.deepEqual(problems(source), [problem]));
  }

  for (const source of [
    'for (a in b) { break }',
    'while (a) { continue }',
    'switch (a) { case 1: break }',
    'a { for (b in c) { break } }',
    'a: for (b in c) { for (d in e) { continue a } }',
  ]) {
    test(JSON.stringify(source), () => assert.deepEqual(problems(source), []));
  }
});

describe('a method, a field and a class are there once', () => {
  for (const [source, problem] of [
    ['def f() { 1 }\ndef f() { 2 }', '2: the method f() is already there'],
    ['def f(a) { }\nvoid f(Object b) { }', '2: the method f(Object) is already there'],
    ['def f() { }\ndef f(a = 1) { }', '2: the method f(Object) is already there'],
    ['def f(String a, b = 1) { }\ndef f(java.lang.String a) { }', '2: the method f(String) is already there'],
    ['def f(int... a) { }\ndef f(int[] a) { }', '2: the method f(int[]) is already there'],
    ['class A {\n def f() { }\n static f() { } }', '3: the method f() is already there'],
    ['class A {\n A() { }\n A() { } }', '3: the constructor () is already there'],
    ['class A {\n def x\n int x }', "2: the field 'x' is already there"],
    ['class A {\n private x\n private x }', "2: the field 'x' is already there"],
    ['enum A { B,\n C,\n B }', "1: the field 'B' is already there"],
    ['class A { }\nclass A { }', "2: the class 'A' is already there"],
    ['a(new B() {\n def f() { }\n def f() { } })', '3: the method f() is already there'],
  ] as const) {
    test(`not ${JSON.stringify(source)}`, () => assert.deepEqual(problems(source), [problem]));
  }

  for (const source of [
    'def f() { }\ndef f(a) { }\ndef f(a, b) { }',
    'def f(int a) { }\ndef f(Integer a) { }',
    'def f(List<String> a) { }\ndef f(Map a) { }',
    'class A { private x; def x; def getX() { 1 } }',
    'class A { A(a) { }; A(a, b) { }; class B { }; def A() { } }',
    'enum A { B, C; def b }',
  ]) {
    test(JSON.stringify(source), () => assert.deepEqual(problems(source), []));
  }
});

describe('a class can be what it says', () => {
  for (const [source, problem] of [
    ['class A extends A { }', "1: the class 'A' is above itself"],
    ['this = 1', "1: 'this' cannot stand left of '='"],
    ['super = 1', "1: 'super' cannot stand left of '='"],
    ['class A extends List { }', "1: 'List' is an interface, which no class extends"],
    ['interface B { }\nclass A extends B { }', "2: 'B' is an interface, which no class extends"],
    ['class A { abstract f() }', "1: the class 'A' is not abstract and cannot have the abstract method 'f'"],
  ] as const) {
    test(`not ${JSON.stringify(source)}`, () => assert.deepEqual(problems(source), [problem]));
  }

  test('nor above itself by way of another', () => {
    assert.equal(problems('class A extends B { }\nclass B extends C { }\nclass C extends A { }').length, 3);
  });

  for (const source of [
    'abstract class A { abstract f() }',
    'class List { }\nclass A extends List { }',
    'interface I extends List { }\nclass A extends Exception implements I { }',
    'class A extends B { }\nclass B extends x.A { }',
    'interface I { def f() }',
    'enum E {\n  A { def x = 1 },\n  B { def x = 2 }\n}',
  ]) {
    test(JSON.stringify(source), () => assert.deepEqual(problems(source), []));
  }
});
