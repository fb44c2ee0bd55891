import { GroovyRuntimeError, textOf, typeOf, type Value } from '@pipeline-lab/groovy';
import type { SimpleType } from '@pipeline-lab/jenkinsfile';
import { timeUnits } from './time-unit.ts';

/** A value in the type of an argument, as Jenkins coerces it; `at` names the argument. Throws what `illegal` makes. */
export function coerced(at: string, type: SimpleType, value: Value): unknown {
  return coercions[type](at, value);
}

/** The error for arguments that do not fit, which scripts catch as `IllegalArgumentException`. */
export function illegal(message: string): GroovyRuntimeError {
  return new GroovyRuntimeError('IllegalArgumentException', message);
}

export function unfit(at: string, type: string, value: Value): GroovyRuntimeError {
  return illegal(`${at} expects ${type} but received ${typeOf(value)}`);
}

type Coercion = (at: string, value: Value) => unknown;

const same: Coercion = (_, value) => value;
const integer = /^[-+]?\d+$/;
const decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

const coercions: Readonly<Record<SimpleType, Coercion>> = {
  string: (_, value) => textOf(value),
  int: (at, value) => Math.trunc(numberFrom(at, 'int', integer, value)),
  Integer: (at, value) => Math.trunc(numberFrom(at, 'Integer', integer, value)),
  long: (at, value) => Math.trunc(numberFrom(at, 'long', integer, value)),
  double: (at, value) => numberFrom(at, 'double', decimal, value),
  boolean: truthFrom,
  Boolean: truthFrom,
  unit: unitFrom,
  list(at, value) {
    if (Array.isArray(value)) return value;
    throw unfit(at, 'List', value);
  },
  map(at, value) {
    if (value instanceof Map) return value;
    throw unfit(at, 'Map', value);
  },
  describable: same,
  any: same,
};

const numeric: ReadonlySet<string> = new Set([
  'Integer',
  'Long',
  'BigInteger',
  'BigDecimal',
  'Double',
  'Float',
]);

function numberFrom(at: string, type: string, numeral: RegExp, value: Value): number {
  if (numeric.has(typeOf(value))) return Number(textOf(value));
  if (typeof value !== 'string') throw unfit(at, type, value);
  if (numeral.test(value)) return Number(value);
  throw illegal(`${at} expects ${type} but was unable to coerce the received value "${value}" to that type`);
}

function truthFrom(at: string, value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  throw unfit(at, 'boolean', value);
}

function unitFrom(_: string, value: Value): Value {
  if (typeof value === 'string' && Object.hasOwn(timeUnits, value)) return value;
  throw illegal(
    `No enum constant java.util.concurrent.TimeUnit.${textOf(value)}; there are ${Object.keys(timeUnits).join(', ')}`,
  );
}
