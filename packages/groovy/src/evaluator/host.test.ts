import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { GroovyRuntimeError } from '../errors.ts';
import { parse } from '../parser/parse.ts';
import { textOf, typeOf } from '../index.ts';
import { createInterpreter } from './interpreter.ts';
import type { Arguments, Closure, Host, Value } from './value/value.ts';

/** A host that writes down its calls with `place` in front; `in` runs its block with a host of its own. */
function hostAt(place: string, calls: string[]): Host {
  return {
    getVariable: (name) => ({ started: 1_600_000_000_000, share: 0.5, place })[name],
    setVariable: () => undefined,
    async callMethod(name, { positional, named, closure }: Arguments) {
      await wait(1);
      const words = [...positional, ...named.values()].map((value) => `${typeOf(value)} ${textOf(value)}`);
      calls.push([place, name, ...words].join(' '));
      if (name === 'in')
        return (await closure?.call([], { host: hostAt(textOf(positional[0] ?? null), calls) })) ?? null;
      return name === 'fail' ? Promise.reject(new Error('failed')) : (positional[0] ?? null);
    },
  };
}

async function run(source: string, calls: string[] = []): Promise<Value> {
  return await createInterpreter().run(parse(source, 'test.groovy').statements, hostAt('top', calls));
}

describe('steps in the middle of everything', () => {
  for (const [source, expected] of [
    ['[1, 2, 3].collect { step(it) + 1 }', '[2, 3, 4]'],
    ['[3, 1, 2].sort { step it }', '[1, 2, 3]'],
    ['[3, 1, 2].sort { a, b -> step(b) <=> a }', '[3, 2, 1]'],
    ['[a: 1, b: 2].findAll { k, v -> step(v) > 1 }', '[b:2]'],
    ['(1..3).inject(0) { sum, n -> sum + step(n) }', '6'],
    ["'a-b'.replaceAll(/[a-z]/) { step(it).toUpperCase() }", 'A-B'],
    ['def s = 0; for (int i = step(0); i < step(3); i += step(1)) { s += step(i) }; s', '3'],
    ['def s = 0; for (x in step([1, 2, 3])) { if (step(x) == 2) continue; s += x }; s', '4'],
    ['def n = step(3); while (step(n) > 0) { n -= step(1) }; n', '0'],
    ['step(1) + step(2) * step(3)', '7'],
    ['[step(1), *step([2]), step(3)]', '[1, 2, 3]'],
    ["[(step('k')): step(1)]", '[k:1]'],
    ["def m = [:]; m[step('k')] = step(1); m.k += step(2); m", '[k:3]'],
    ["switch (step('b')) { case step('a'): return 1; case step('b'): return 2 }", '2'],
    ["try { step(1); fail('x') } catch (e) { step(e.message) } finally { step('end') }", 'failed'],
    ['def f(a, b = step(2)) { a + b }; f(step(1))', '3'],
    ['step(true) && !step(false) ? step(1) : step(2)', '1'],
    ['def (a, b) = step([1, 2]); a + b', '3'],
    ['class A { int x; A(x) { this.x = x } }; new A(step(5)).x', '5'],
    ['def c = { step(it) }; (c >> { it + 1 })(1)', '2'],
    ['assert step(1) == 1; 5', '5'],
    ['[[n: 1]]*.n.collect { step it }', '[1]'],
    ['5.times { step it }; 1.upto(2) { step it }; 7', '7'],
    ['"${step(1)}${-> 2}"', '12'],
    ['def f(n) { n == 0 ? 0 : step(1) + f(n - 1) }; f(300)', '300'],
  ] as const) {
    test(source, async () => assert.equal(textOf(await run(source)), expected));
  }
});

test('a step gets plain values: strings, lists, Longs of large numbers', async () => {
  const calls: string[] = [];
  await run(
    'def n = 1; echo "v$n"; echo(text: "w$n"); echo 1..2; echo([1] as Set); echo started; echo share',
    calls,
  );
  assert.deepEqual(calls, [
    'top echo String v1',
    'top echo String w1',
    'top echo ArrayList [1, 2]',
    'top echo ArrayList [1]',
    'top echo Long 1600000000000',
    'top echo BigDecimal 0.5',
  ]);
});

test('code inside of a block talks to the block’s host, wherever it was written', async () => {
  const calls: string[] = [];
  await run("def f() { echo 'f' }; def c = { echo 'c' }; c(); this.in('x') { f(); c(); echo place }", calls);
  assert.deepEqual(calls, [
    'top echo String c',
    'top in String x',
    'x echo String f',
    'x echo String c',
    'x echo String x',
  ]);
});

test('a step cannot be called while values are compared or written', async () => {
  await assert.rejects(run('def g = "${-> step(1)}"; g.length()'), {
    typeName: 'UnsupportedOperationException',
  });
});

test('another file is an object with its functions, its own variables and shared classes', async () => {
  const calls: string[] = [];
  const interpreter = createInterpreter();
  const source =
    "import groovy.transform.Field\n@Field count = 0\nclass Greeter { def hi(n) { 'hi ' + n } }\ndef greet(n) { count++; echo new Greeter().hi(n) }\ndef total() { count }\nreturn this";
  const file = await interpreter.loadFile(parse(source, 'greet.groovy').statements, hostAt('load', calls), {
    source,
    className: 'greet',
  });
  assert.equal(file.value, file.script);
  assert.ok(file.hasFunction('greet') && !file.hasFunction('other'));
  await file.call('greet', ['Ann'], hostAt('caller', calls));
  const host: Host = {
    ...hostAt('user', calls),
    getVariable: (name) => (name === 'lib' ? file.script : undefined),
  };
  const value = await interpreter.run(
    parse("lib.greet('Bob'); lib.total() + new Greeter().hi('x')", 'u.groovy').statements,
    host,
  );
  assert.equal(value, '2hi x');
  assert.deepEqual(calls, ['caller echo String hi Ann', 'user echo String hi Bob']);
  await assert.rejects(file.call('greet', [1, 2], host), { typeName: 'MissingMethodException' });
});

test('a closure of the script is a function of the host', async () => {
  const calls: string[] = [];
  const closure = (await run('{ a, b = 2 -> echo a; a + b }', calls)) as Closure;
  assert.deepEqual(closure.parameters, ['a', 'b']);
  assert.equal(await closure.call([1], { host: hostAt('own', calls) }), 3);
  assert.deepEqual(calls, ['own echo Integer 1']);
});

test('an endless loop of any kind ends when the host says so, at once or later', async () => {
  for (const source of [
    'while (true) { }',
    'for (;;) { }',
    'def f() { true }; while (f()) { }',
    'def c = { -> }; for (;;) c()',
    '(1..9000000).each { }',
  ])
    for (const later of [false, true]) {
      let turns = 0;
      const stop = (): void => {
        turns += 1;
        if (turns > 20) throw new Error('stopped');
      };
      const host: Host = { ...hostAt('x', []), checkpoint: later ? async () => stop() : stop };
      await assert.rejects(
        createInterpreter().run(parse(source, 't').statements, host),
        { message: 'stopped' },
        source,
      );
    }
});

test('a failed assertion shows the source when it is known', async () => {
  const source = 'def x = [1, 2]\nassert x.size() == 3';
  const interpreter = createInterpreter({ source });
  await assert.rejects(interpreter.run(parse(source, 't').statements, hostAt('x', [])), (error: unknown) => {
    assert.ok(error instanceof GroovyRuntimeError);
    assert.equal(
      error.message,
      'assert x.size() == 3\n       | |      |\n       | 2      false\n       [1, 2]',
    );
    return true;
  });
});
