import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GroovyRuntimeError, GroovyThrownError } from '../errors.ts';
import { parse } from '../parser/parse.ts';
import { createInterpreter } from './interpreter.ts';
import { textOf } from './for-host.ts';
import type { Arguments, Host, HostObject, Value } from './value/value.ts';

const environment: HostObject = {
  kind: 'object',
  typeName: 'EnvActionImpl',
  getProperty: (name) => (name === 'HOME' ? '/root' : null),
};

/** A host that writes down its calls; `fail` throws. */
function recorder(calls: string[] = []): Host {
  const variables = new Map<string, Value>([['env', environment]]);
  return {
    getVariable: (name) => variables.get(name),
    setVariable: (name, value) => void variables.set(name, value),
    async callMethod(name, { positional, named, closure }: Arguments) {
      const words = [
        ...positional.map(textOf),
        ...[...named].map(([key, value]) => `${key}=${textOf(value)}`),
      ];
      calls.push([name, ...words].join(' '));
      if (name === 'fail') throw new Error(words.join(' '));
      return closure === undefined ? null : await closure.call();
    },
    describeError: (error) =>
      error instanceof Error ? { typeName: 'AbortException', message: error.message } : undefined,
  };
}

async function run(source: string, host: Host = recorder()): Promise<Value> {
  const interpreter = createInterpreter();
  await interpreter.load([], host);
  return await interpreter.run(parse(source, 'test.groovy').statements, host);
}

describe('values', () => {
  for (const [source, expected] of [
    ['1 + 2 * 3', '7'],
    ['7 / 2', '3.5'],
    ['2 ** 10 % 7', '2'],
    ["'a' + 1 + null", 'a1null'],
    ["'abcb' - 'b'", 'acb'],
    ["'ab' * 3", 'ababab'],
    ['[1, 2] + 3 + [4]', '[1, 2, 3, 4]'],
    ['[1, 2, 3] - [2]', '[1, 3]'],
    ['[a: 1] + [b: 2]', '[a:1, b:2]'],
    ['[:]', '[:]'],
    ['(1..3) + (1..<3)', '[1, 2, 3, 1, 2]'],
    ['[1, [2]] == [1, [2]]', 'true'],
    ...['f(1)', 'f(1, 5)', 'f(1, 5, 6)', "f(1, ['x'] as Object[])"].map(
      (call, index) =>
        [
          `def f(a, b = 2, Object... c) { "$a $b $c" }; ${call}`,
          ['1 2 []', '1 5 []', '1 5 [6]', '1 2 [x]'][index] ?? '',
        ] as const,
    ),
    ['1 <=> 2', '-1'],
    ["'b' in ['a', 'b']", 'true'],
    ["'1.2.3' ==~ /\\d+\\.\\d+\\.\\d+/", 'true'],
    ["('v12 v7' =~ /v(\\d+)/)[1][1]", '7'],
    ["'x' instanceof String && !(1 instanceof String)", 'true'],
    ["null ?: 'other'", 'other'],
    ['def a = null; a?.b', 'null'],
    ["true ? 'y' : 'n'", 'y'],
    ["'5' as int", '5'],
    ['def n = \'x\'; "${n.toUpperCase()}-$n"', 'X-x'],
    ['def i = 1; i++ + ++i', '4'],
    ['def m = [a: [b: 2]]; m.a.b += 3; m.a.b', '5'],
    ["def l = [1]; l << 2; l[3] = 4; l[-1] + ' ' + l", '4 [1, 2, null, 4]'],
    ['def (a, b) = [1, 2]; "$b$a"', '21'],
    ["env.HOME + ' ' + env.NOTHING", '/root null'],
    ['[[n: 1], [n: 2]]*.n', '[1, 2]'],
  ] as const) {
    test(source, async () => assert.equal(textOf(await run(source)), expected));
  }
});

describe('methods', () => {
  for (const [source, expected] of [
    ["' a,b,, '.trim().split(',')", '[a, b]'],
    ["'a b'.tokenize()", '[a, b]'],
    ["'line1\\nline2\\n'.readLines().size()", '2'],
    ["'a.b'.replace('.', '-') + 'aXX'.replaceAll(/X+/, 'y')", 'a-bay'],
    ["'42'.toInteger() + 1", '43'],
    ['[3, 1, 2].sort().reverse().join("-")', '3-2-1'],
    ['[1, 2, 3].findAll { it > 1 }.collect { n -> n * 2 }', '[4, 6]'],
    ['[1, 2, 3].inject(0) { sum, n -> sum + n }', '6'],
    ['[1, 2].any { it == 2 } && [1, 2].every { it > 0 }', 'true'],
    ['[a: 1, b: 2].collect { k, v -> k + v }.join()', 'a1b2'],
    ['[a: 1].findAll { it.value > 0 }.keySet()', '[a]'],
    ["['a', 'b'].collectEntries { [it, it.size()] }", '[a:1, b:1]'],
    ['[1, [2, [3]]].flatten().sum()', '6'],
    ["def s = ''; 3.times { s += it }; s", '012'],
    ["def s = ''; ['x', 'y'].eachWithIndex { v, i -> s += v + i }; s", 'x0y1'],
  ] as const) {
    test(source, async () => assert.equal(textOf(await run(source)), expected));
  }
});

describe('statements', () => {
  for (const [source, expected] of [
    ['def f(a, b = 2) { a + b }; f(1) + f(1, 1)', '5'],
    ['def fact(n) { if (n < 2) { return 1 }; return n * fact(n - 1) }; fact(10)', '3628800'],
    ['def s = 0; for (x in 1..4) { if (x == 2) continue; if (x == 4) break; s += x }; s', '4'],
    ['def s = 0; for (int i = 0; i < 3; i++) { s += i }; s', '3'],
    ['def n = 3; while (n > 0) { n-- }; n', '0'],
    ["switch ('b') { case 'a': return 1; case ['b', 'c']: return 2; default: return 3 }", '2'],
    ['switch (9) { case 1: return 1; default: return 3 }', '3'],
    ["try { fail 'x' } catch (e) { return e.message }", 'x'],
    ["try { fail 'x' } catch (IllegalStateException e) { 1 } catch (hudson.AbortException e) { 2 }", '2'],
    ["def s = ''; try { s += 'a' } finally { s += 'b' }; s", 'ab'],
    ['def f() { try { return 1 } finally { return 2 } }; f()', '2'],
    ["try { throw new RuntimeException('boom') } catch (Exception e) { e.getMessage() }", 'boom'],
    ['def c = { x -> x + 1 }; c(1) + c.call(2)', '5'],
    ['def make(n) { return { n += it } }; def c = make(10); c(1); c(2)', '13'],
    ['x = 5; x + 1', '6'],
  ] as const) {
    test(source, async () => assert.equal(textOf(await run(source)), expected));
  }
});

test('an object of the host has its type as its text, also inside of a string', async () => {
  assert.equal(textOf(await run('"${env}"')), 'EnvActionImpl');
  assert.equal(textOf(await run('env.toString()')), 'EnvActionImpl');
});

test('steps go to the host, with named arguments and blocks', async () => {
  const calls: string[] = [];
  await run('node { sh script: \'make\', returnStatus: true\n echo "${1 + 1}" }', recorder(calls));
  assert.deepEqual(calls, ['node', 'sh script=make returnStatus=true', 'echo 2']);
});

test('an error passes finally on its way out, as the very same object', async () => {
  const calls: string[] = [];
  await assert.rejects(run("try { fail 'x' } finally { echo 'cleaned' }", recorder(calls)), { message: 'x' });
  assert.deepEqual(calls, ['fail x', 'echo cleaned']);
});

test('what the host forbids to catch is not caught', async () => {
  const host = { ...recorder(), describeError: () => undefined };
  await assert.rejects(run("try { fail 'stop' } catch (Throwable e) { }", host), { message: 'stop' });
});

test('a host may stop an endless loop', async () => {
  let turns = 0;
  const host = {
    ...recorder(),
    checkpoint() {
      turns += 1;
      if (turns > 100) throw new Error('stopped');
    },
  };
  await assert.rejects(run('while (true) { }', host), { message: 'stopped' });
});

test('a host may stop a loop whose few turns take long', async () => {
  const end = performance.now() + 300;
  const host = {
    ...recorder(),
    checkpoint() {
      if (performance.now() > end) throw new Error('stopped');
    },
  };
  const source = 'for (int i = 0; i < 200; i++) { (1..50000).toList().sort { -it } }';
  await assert.rejects(run(source, host), { message: 'stopped' });
  assert.ok(performance.now() < end + 10_000);
});

test('what cannot wait and has no end is stopped, whatever it catches', async () => {
  const source = `
    class A { String toString() { while (true) { try { 1 + 1 } catch (Throwable e) { } } } }
    try { "$\{new A()}" } catch (Throwable e) { 'caught' }`;
  await assert.rejects(run(source), { typeName: 'InterruptedException' });
});

describe('an annotation that would change the code is refused before anything runs', () => {
  for (const [source, offset] of [
    ["echo 'begun'\n@Singleton class A { }", 13],
    ["echo 'begun'\nclass A { @Lazy def x = { 5 }() }", 23],
    ["echo 'begun'\nclass A { @groovy.lang.Delegate List l = [] }", 23],
  ] as const) {
    test(source, async () => {
      const calls: string[] = [];
      await assert.rejects(run(source, recorder(calls)), (error: unknown) => {
        assert.ok(error instanceof GroovyRuntimeError);
        assert.match(error.message, /^the annotation @\w+ is not supported/);
        assert.match(error.hint, /^Write /);
        assert.equal(error.offset, offset);
        return true;
      });
      assert.deepEqual(calls, []);
    });
  }
});

test('an error of a known type says what to do next', async () => {
  await assert.rejects(run('System.exit(1)'), { hint: /sandbox refuses this, too/ });
  await assert.rejects(run('def f() { f() }; f()'), { hint: /calls itself/ });
});

describe('errors say what is wrong and where', () => {
  for (const [source, typeName, offset] of [
    ['def a = 1\nnothing', 'MissingPropertyException', 10],
    ["'a'.fly()", 'MissingMethodException', 0],
    ['null.b', 'NullPointerException', 0],
    ["'a'.toInteger()", 'NumberFormatException', 0],
    ['[1] ** 2', 'MissingMethodException', 0],
    ["'a' =~ '['", 'PatternSyntaxException', 0],
    ['new Robot()', 'ClassNotFoundException', 0],
  ] as const) {
    test(source, async () => {
      await assert.rejects(run(source), (error: unknown) => {
        assert.ok(error instanceof GroovyRuntimeError);
        assert.equal(error.typeName, typeName);
        assert.equal(error.offset, offset);
        return true;
      });
    });
  }
});

describe('nothing of JavaScript can be reached', () => {
  const names = ['constructor', '__proto__', 'prototype', 'toLocaleString', 'valueOf', 'hasOwnProperty'];
  for (const name of names) {
    for (const receiver of ["'a'", '1', '[1]', '{ -> 1 }', 'true', 'env', "new Exception('e')"]) {
      test(`${receiver}.${name}`, async () => {
        await assert.rejects(run(`(${receiver}).${name}()`), GroovyRuntimeError);
        if (receiver === 'env') return assert.equal(await run(`(${receiver}).${name}`), null);
        await assert.rejects(run(`(${receiver}).${name}`), GroovyRuntimeError);
      });
    }
    test(`[:].${name}`, async () => assert.equal(await run(`[:].${name}`), null));
    test(`${name} as a variable`, async () => assert.rejects(run(name), GroovyRuntimeError));
  }
});

test('an exception of the script keeps its type and message', async () => {
  await assert.rejects(run("throw new IllegalStateException('no')"), (error: unknown) => {
    assert.ok(error instanceof GroovyThrownError);
    assert.deepEqual([error.typeName, error.message], ['IllegalStateException', 'no']);
    return true;
  });
});

test('calls within arguments of calls are compiled once each', async () => {
  const depth = 40;
  const nested = `${'f('.repeat(depth)}0${', 1)'.repeat(depth)}`;
  assert.equal(await run(`def f(a, b) { a + b }\n${nested}`), depth);
});
