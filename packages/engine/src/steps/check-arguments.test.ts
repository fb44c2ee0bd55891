import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Value } from '@pipeline-lab/groovy';
import { catalogue, schema, type Schema } from '@pipeline-lab/jenkinsfile';
import { checkedArguments } from './check-arguments.ts';
import { namedArguments } from './named-arguments.ts';

function schemaOf(name: string): Schema {
  const found = catalogue.steps.get(name);
  assert.ok(found, name);
  return found;
}

/** What a step gets, and what is said about it. */
function call(
  name: string,
  named: Readonly<Record<string, Value>>,
  ...positional: Value[]
): readonly [Readonly<Record<string, unknown>>, readonly string[]] {
  const step = schemaOf(name);
  const warnings: string[] = [];
  const given = namedArguments(step, { positional, named: new Map(Object.entries(named)) });
  return [checkedArguments(step, given, (text) => void warnings.push(text)), warnings];
}

const map = (entries: Readonly<Record<string, Value>>): Map<Value, Value> => new Map(Object.entries(entries));

test('a lone argument is the only required one; a map gives the arguments, unless it is the argument', () => {
  assert.deepEqual(call('sh', {}, 'make'), [{ script: 'make' }, []]);
  assert.deepEqual(call('sh', {}, map({ script: 'make' })), [{ script: 'make' }, []]);
  assert.deepEqual(call('echo', {}, map({ a: 1 })), [{ message: '[a:1]' }, []]);
  assert.deepEqual(call('println', {}, 5), [{ value: 5 }, []]);
  assert.deepEqual(call('println', {}, map({ a: 1 })), [{ value: map({ a: 1 }) }, []]);
  const delegate = map({ $class: 'Mailer', recipients: 'a' });
  assert.deepEqual(call('step', {}, delegate), [{ delegate }, []]);
  assert.deepEqual(call('step', { $class: 'Mailer', recipients: 'a' }), [{ delegate }, []]);
  const target = { reportName: 'R', keepAll: true };
  assert.deepEqual(call('publishHTML', target), [{ target }, []]);
  assert.deepEqual(call('publishHTML', { target: map(target) }), [{ target }, []]);
});

test('values are turned into the type of the argument, as Jenkins does', () => {
  assert.deepEqual(call('sleep', { time: '5', unit: 'HOURS' }), [{ time: 5, unit: 'HOURS' }, []]);
  assert.deepEqual(call('sleep', {}, 5n), [{ time: 5 }, []]);
  assert.deepEqual(call('sh', { script: 1, returnStatus: 'TRUE', label: null }), [
    { script: '1', returnStatus: true },
    [],
  ]);
  assert.deepEqual(call('catchError', { buildResult: null }), [{ buildResult: null }, []]);
  assert.deepEqual(call('node', {}), [{}, []]);
});

test('an argument that a step does not have is left out with a warning, as in Jenkins, and the nearest name', () => {
  assert.deepEqual(call('sh', { script: 'x', returnStdot: true }), [
    { script: 'x' },
    ['WARNING: Unknown parameter(s) found for sh: returnStdot (did you mean returnStdout?)'],
  ]);
  assert.deepEqual(call('recordCoverage', { whatever: 1 }), [{ whatever: 1 }, []]);
});

test('what is missing or does not fit is an error', () => {
  const fails = (message: string, ...args: Parameters<typeof call>): void =>
    assert.throws(() => call(...args), { message, typeName: 'IllegalArgumentException' }, message);
  fails('sh: Missing required parameter: "script"', 'sh', { label: 'x' });
  fails('sh: Missing required parameter: "script"', 'sh', {}, null);
  fails('Expected named arguments but got [a, b]', 'sh', {}, 'a', 'b');
  fails('Expected named arguments but got x', 'deleteDir', {}, 'x');
  fails('withEnv.overrides expects List but received String', 'withEnv', {}, 'A=b');
  fails('sleep.time expects int but received ArrayList', 'sleep', {}, [1]);
  fails(
    'sleep.time expects int but was unable to coerce the received value "soon" to that type',
    'sleep',
    {},
    'soon',
  );
  fails('sh.returnStdout expects boolean but received Integer', 'sh', { script: 'x', returnStdout: 1 });
  fails(
    'No enum constant java.util.concurrent.TimeUnit.hours; there are NANOSECONDS, MICROSECONDS, MILLISECONDS, SECONDS, MINUTES, HOURS, DAYS',
    'sleep',
    { time: 1, unit: 'hours' },
  );
});

test('names of JavaScript are names like any other', () => {
  const open = schema('own', '', {}, {}, 'open');
  const values = new Map<string, Value>([['__proto__', 'x']]);
  const args = checkedArguments(open, values, () => assert.fail('nothing is unknown'));
  assert.deepEqual(Object.entries(args), [['__proto__', 'x']]);
  assert.deepEqual(call('sh', { script: 'x', constructor: 1 })[0], { script: 'x' });
});
