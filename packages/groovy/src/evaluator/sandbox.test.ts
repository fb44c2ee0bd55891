import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GroovyRuntimeError } from '../errors.ts';
import { parse } from '../parser/parse.ts';
import { createInterpreter } from './interpreter.ts';
import type { Host, HostObject, Value } from './value/value.ts';

const settings: HostObject = { kind: 'object', typeName: 'Settings', getProperty: () => undefined };

const host: Host = {
  getVariable: (name) => (name === 'settings' ? settings : undefined),
  setVariable: () => undefined,
  callMethod: async (name) => {
    throw new GroovyRuntimeError('MissingMethodException', `no step ${name}`);
  },
};

async function run(source: string): Promise<Value> {
  return await createInterpreter().run(parse(source, 'test.groovy').statements, host);
}

/** Names by which JavaScript would let a script out of its box. */
const names = [
  'constructor',
  '__proto__',
  'prototype',
  '__defineGetter__',
  '__lookupGetter__',
  'hasOwnProperty',
  'valueOf',
  'toLocaleString',
  'apply',
  'bind',
  'arguments',
  'caller',
  'kind',
  'cls',
  'fields',
  'then',
];

const receivers = [
  "'a'",
  '1',
  '1L',
  '1.5',
  '1.5d',
  'true',
  '[1]',
  '(1..3)',
  '([1] as Set)',
  '([1] as int[])',
  '({ -> 1 })',
  "new Exception('e')",
  'new Date(0)',
  "('a' =~ /a/)",
  '"g${1}"',
  'String',
  'settings',
  'new Foo()',
  'this',
  "new StringBuilder('a')",
  'UUID.randomUUID()',
];

describe('no JavaScript name is a property, a method or an index', () => {
  for (const receiver of receivers) {
    test(receiver, async () => {
      for (const name of names) {
        for (const use of [
          `.${name}`,
          `.${name}()`,
          `."${name}"`,
          `["${name}"]`,
          `.@${name}`,
          `."$\{'${name}'}"()`,
          `.&${name}()`,
        ]) {
          const source = `class Foo { }\ndef it = ${receiver}\nit${use}`;
          // A pointer to String.valueOf is Groovy's own.
          if (receiver === 'String' && use === '.&valueOf()') continue;
          await assert.rejects(run(source), GroovyRuntimeError, source);
        }
      }
    });
  }
});

describe('a map has such names as keys, and nothing else', () => {
  for (const name of names) {
    test(name, async () => {
      assert.equal(await run(`[:].${name}`), null);
      assert.equal(await run(`[:]['${name}']`), null);
      assert.equal(await run(`def m = [:]; m.${name} = 5; m['${name}']`), 5);
      assert.equal(await run(`def m = ['${name}': 7]; m.${name} + m.size()`), 8);
      assert.equal(await run(`def m = [:]; m['${name}'] = [a: 1]; [:].a`), null);
      await assert.rejects(run(`[:].${name}()`), GroovyRuntimeError);
    });
  }
});

describe('such names are no variables, functions or classes', () => {
  for (const name of [
    ...names,
    'globalThis',
    'process',
    'require',
    'module',
    'Function',
    'eval',
    'import_',
  ]) {
    test(name, async () => {
      await assert.rejects(run(name), GroovyRuntimeError);
      await assert.rejects(run(`${name}('x')`), GroovyRuntimeError);
      await assert.rejects(run(`new ${name}()`), GroovyRuntimeError);
      await assert.rejects(run(`{ -> ${name} }()`), GroovyRuntimeError);
    });
  }
});

describe('an object of JavaScript that a careless host gives does not come in', () => {
  const plain = { known: 'yes' };
  const look = (name: string): Value => Reflect.get(plain, name) as Value;
  const careless: Host = {
    ...host,
    getVariable: (name) =>
      name === 'env' ? { kind: 'object', typeName: 'Env', getProperty: look } : look(name),
    callMethod: async (name) => look(name),
  };
  const runCareless = async (source: string): Promise<Value> =>
    await createInterpreter().run(parse(source, 'test.groovy').statements, careless);

  for (const name of ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf']) {
    test(name, async () => {
      for (const source of [
        name,
        `this.${name}`,
        `this['${name}']`,
        `getProperty('${name}')`,
        `binding.${name}`,
        `binding.getVariable('${name}')`,
        `env.${name}`,
        `env?.${name}`,
        `env['${name}']`,
        `env."${name}"`,
        `env.getProperty('${name}')`,
        `[env]*.${name}`,
        `env.with { ${name} }`,
        `{ -> ${name} }()`,
        `"$\{env.${name}}"`,
      ])
        await assert.rejects(runCareless(source), GroovyRuntimeError, source);
    });
  }
  test('nor inside of a list or map', async () => {
    const given = (value: unknown): Host => ({ ...host, getVariable: () => value as Value });
    for (const value of [
      [{}],
      [[look('constructor')]],
      new Map([['a', {}]]),
      [undefined],
      Symbol('s'),
      { kind: 'object' },
    ])
      await assert.rejects(createInterpreter().run(parse('given', 't').statements, given(value)), {
        typeName: 'RejectedAccessException',
      });
  });
  test('what is a value does', async () => {
    assert.equal(await runCareless('env.known + known'), 'yesyes');
  });
});

describe("what Jenkins' sandbox forbids is refused in its words", () => {
  for (const [source, what] of [
    ["''.class.forName('x')", 'staticMethod java.lang.Class forName java.lang.String'],
    ["Class.forName('x')", 'staticMethod java.lang.Class forName java.lang.String'],
    ['this.getClass().classLoader', 'method java.lang.Class getClassLoader'],
    ['String.classLoader', 'method java.lang.Class getClassLoader'],
    [
      '"ls".execute()',
      'staticMethod org.codehaus.groovy.runtime.ProcessGroovyMethods execute java.lang.String',
    ],
    ["new File('x')", 'new java.io.File java.lang.String'],
    ["new java.io.File('x', 'y')", 'new java.io.File java.lang.String java.lang.String'],
    ['System.exit(0)', 'staticMethod java.lang.System exit int'],
    ["System.getenv('PATH')", 'staticMethod java.lang.System getenv java.lang.String'],
    ['System.out', 'staticField java.lang.System out'],
    ['new GroovyShell()', 'new groovy.lang.GroovyShell'],
    ["Eval.me('1')", 'staticMethod groovy.util.Eval me java.lang.String'],
    ['jenkins.model.Jenkins.instance', 'staticField jenkins.model.Jenkins instance'],
    ['jenkins.model.Jenkins.getInstance()', 'staticMethod jenkins.model.Jenkins getInstance'],
    ['Runtime.getRuntime()', 'staticMethod java.lang.Runtime getRuntime'],
    ["new URL('http://x.y/').text", 'method java.net.URL openConnection'],
    ["new ProcessBuilder('ls')", 'new java.lang.ProcessBuilder java.lang.String'],
    ['String.metaClass', 'method groovy.lang.GroovyObject getMetaClass on java.lang.Class'],
    ['Thread.currentThread().contextClassLoader', 'method java.lang.Thread getContextClassLoader'],
  ] as const) {
    test(source, async () => {
      await assert.rejects(run(source), {
        typeName: 'RejectedAccessException',
        message: `Scripts not permitted to use ${what}`,
      });
    });
  }
});

describe('limits end as errors of the script', () => {
  for (const [source, typeName] of [
    ['def f(n) { f(n + 1) }; f(0)', 'StackOverflowError'],
    ['class A { String toString() { "${new A()}" } }; new A().toString()', 'StackOverflowError'],
    ["def s = 'x'; while (true) s += s", 'OutOfMemoryError'],
    ["'x' * 2000000000", 'OutOfMemoryError'],
    ['[1] * 2000000000', 'OutOfMemoryError'],
    ['(1..2000000000).collect { it }', 'OutOfMemoryError'],
    ['Collections.nCopies(2000000000, 1)', 'OutOfMemoryError'],
    ['def l = []; l[2000000000] = 1', 'OutOfMemoryError'],
    ["'x'.padLeft(2000000000)", 'OutOfMemoryError'],
    ['new int[2000000000]', 'OutOfMemoryError'],
    ['new int[10000][10000]', 'OutOfMemoryError'],
    ['def l = [1] * 6000000; l + l', 'OutOfMemoryError'],
    ['([1..100] * 6).combinations()', 'OutOfMemoryError'],
    ['([1..100] * 6).eachCombination { }', 'OutOfMemoryError'],
    ['(1..40).subsequences()', 'OutOfMemoryError'],
    ['def s = \'a\'; for (i in 1..100000) { def t = s; s = "${t}x" }; s', 'StackOverflowError'],
    ['2 ** 2000000000', 'ArithmeticException'],
    ['1.1 ** 100000000', 'ArithmeticException'],
    ['1.1.pow(100000000)', 'ArithmeticException'],
    ["new BigDecimal('1e999999999') + 1", 'ArithmeticException'],
    ["new BigDecimal('1e999999999').toBigInteger()", 'ArithmeticException'],
    ["new BigDecimal('1e-999999999').toPlainString()", 'ArithmeticException'],
    ["new BigDecimal('1e999999999').setScale(999999999)", 'ArithmeticException'],
    ["new BigDecimal('1e9999999999')", 'NumberFormatException'],
    ["new BigDecimal('1e2000000000') * new BigDecimal('1e2000000000')", 'ArithmeticException'],
    ['def x = 3G; while (true) x = x * x', 'ArithmeticException'],
    ['1G << 2000000000', 'ArithmeticException'],
    ['3G.modPow(2G ** 100000, 2G ** 100000 + 1)', 'ArithmeticException'],
  ] as const) {
    test(source, async () => {
      await assert.rejects(run(source), { typeName });
    });
  }
});

test('numbers far apart are compared without a common scale', async () => {
  assert.equal(await run("new BigDecimal('1e999999999') == 1.0"), false);
  assert.equal(await run("new BigDecimal('-1e999999999') < 1.0"), true);
  assert.equal(await run("new BigDecimal('1e-999999999') > 0"), true);
  assert.equal(await run("new BigDecimal('1e200') == 10G ** 200"), true);
});

test('an expression deeper than the stack is an error of the script', async () => {
  await assert.rejects(run(`1${' + 1'.repeat(50_000)}`), { typeName: 'StackOverflowError' });
  const [expression] = parse(`[1${' + 1'.repeat(50_000)}]`, 'x').statements;
  assert.ok(expression?.kind === 'expression');
  const interpreter = createInterpreter();
  await assert.rejects(interpreter.evaluate(expression.expression, host), { typeName: 'StackOverflowError' });
});

test('a script sees the end of its stack as Groovy does', async () => {
  assert.equal(
    await run("def f(n) { f(n + 1) }; try { f(0) } catch (StackOverflowError e) { 'caught' }"),
    'caught',
  );
});
