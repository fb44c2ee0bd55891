import { intAt, numberAt, valueAt } from '../core/arguments.ts';
import { areEqual } from '../core/equality.ts';
import { fail, refuse } from '../core/fail.ts';
import { identityHash } from '../core/identity.ts';
import { negative, toBigInt, toInt, toNumber } from '../core/numeric.ts';
import { compareValues } from '../core/ordering.ts';
import { hashOf } from '../core/hash.ts';
import { textOf } from '../core/text.ts';
import { BigDecimal } from '../value/decimal.ts';
import type { Args, MethodTable } from '../value/method.ts';
import { Double, Float } from '../value/numbers.ts';
import type { GroovyClass } from '../value/object.ts';
import type { Value } from '../value/value.ts';
import { define } from './define.ts';

const numeric: MethodTable<GroovyClass> = {
  'abs 1': (_, args) => {
    const value = valueAt(args, 0) instanceof BigDecimal ? new Double(numberAt(args, 0)) : valueAt(args, 0);
    return numberAt(args, 0) < 0 ? negative(value) : value;
  },
  'max 2': (_, args) => wider(args, compareValues(valueAt(args, 0), valueAt(args, 1)) >= 0 ? 0 : 1),
  'min 2': (_, args) => wider(args, compareValues(valueAt(args, 0), valueAt(args, 1)) <= 0 ? 0 : 1),
  'round 1': (_, args) => {
    const value = valueAt(args, 0);
    const rounded = Math.floor(numberAt(args, 0) + 0.5);
    return value instanceof Float
      ? toInt(new Double(rounded))
      : BigInt(Number.isFinite(rounded) ? rounded : 0);
  },
  'floorDiv 2': (_, args) => Math.floor(numberAt(args, 0) / numberAt(args, 1)),
  'floorMod 2': (_, args) => ((intAt(args, 0) % intAt(args, 1)) + intAt(args, 1)) % intAt(args, 1),
  'addExact 2': (_, args) => exact(toBigInt(valueAt(args, 0)) + toBigInt(valueAt(args, 1))),
  'multiplyExact 2': (_, args) => exact(toBigInt(valueAt(args, 0)) * toBigInt(valueAt(args, 1))),
  'toIntExact 1': (_, args) => exact(toBigInt(valueAt(args, 0))),
  'random 0': () => new Double(Math.random()),
};

/** The chosen argument in the type that holds both. */
function wider(args: Args, chosen: 0 | 1): Value {
  const value = valueAt(args, chosen);
  const other = valueAt(args, 1 - chosen);
  if (
    value instanceof Double ||
    other instanceof Double ||
    value instanceof BigDecimal ||
    other instanceof BigDecimal
  )
    return new Double(toNumber(value));
  return typeof other === 'bigint' ? toBigInt(value) : value;
}

function exact(value: bigint): Value {
  if (BigInt.asIntN(32, value) !== value) return fail('ArithmeticException', 'integer overflow');
  return Number(value);
}

/** java.lang.Math, System and Thread. */
export function defineSystem(): void {
  const one = [
    'sqrt',
    'cbrt',
    'ceil',
    'floor',
    'sin',
    'cos',
    'tan',
    'asin',
    'acos',
    'atan',
    'sinh',
    'cosh',
    'tanh',
    'exp',
    'expm1',
    'log10',
    'log1p',
    'log',
  ] as const;
  const two = ['pow', 'atan2', 'hypot'] as const;
  const statics = Object.fromEntries([
    ...one.map(
      (name) =>
        [
          `${name} 1`,
          (_: GroovyClass, args: Args): Value => new Double(Math[name](numberAt(args, 0))),
        ] as const,
    ),
    ...two.map(
      (name) =>
        [
          `${name} 2`,
          (_: GroovyClass, args: Args): Value => new Double(Math[name](numberAt(args, 0), numberAt(args, 1))),
        ] as const,
    ),
  ]);
  define('Math', {
    statics: {
      ...statics,
      ...numeric,
      'signum 1': (_, args) => new Double(Math.sign(numberAt(args, 0))),
      'rint 1': (_, args) => new Double(roundEven(numberAt(args, 0))),
      'toRadians 1': (_, args) => new Double((numberAt(args, 0) / 180) * Math.PI),
      'toDegrees 1': (_, args) => new Double((numberAt(args, 0) * 180) / Math.PI),
    },
    constants: { PI: () => new Double(Math.PI), E: () => new Double(Math.E) },
  });
  define('System', {
    statics: {
      'currentTimeMillis 0': () => BigInt(Date.now()),
      'nanoTime 0': () => process.hrtime.bigint(),
      'identityHashCode 1': (_, [value = null]) =>
        value !== null && typeof value === 'object' ? identityHash(value) : 0,
      'lineSeparator 0': () => '\n',
      'arraycopy 5': (_, args) => {
        const [from, to] = [valueAt(args, 0), valueAt(args, 2)];
        if (!Array.isArray(from) || !Array.isArray(to))
          return fail('ArrayStoreException', 'arraycopy: no array');
        for (let index = 0; index < intAt(args, 4); index += 1)
          to[intAt(args, 3) + index] = from[intAt(args, 1) + index] ?? null;
        return null;
      },
      'getenv 0 1': (_, args) =>
        refuse(`staticMethod java.lang.System getenv${args.length > 0 ? ' java.lang.String' : ''}`),
      'getProperty 1 2': (_, args) =>
        refuse(`staticMethod java.lang.System getProperty${' java.lang.String'.repeat(args.length)}`),
      'setProperty 2': () =>
        refuse('staticMethod java.lang.System setProperty java.lang.String java.lang.String'),
      'getProperties 0': () => refuse('staticMethod java.lang.System getProperties'),
      'exit 1': () => refuse('staticMethod java.lang.System exit int'),
      'gc 0': () => refuse('staticMethod java.lang.System gc'),
      'load|loadLibrary 1': () => refuse('staticMethod java.lang.System loadLibrary java.lang.String'),
      'getSecurityManager|setSecurityManager 0 1': () =>
        refuse('staticMethod java.lang.System setSecurityManager java.lang.SecurityManager'),
    },
    constants: {
      out: () => refuse('staticField java.lang.System out'),
      err: () => refuse('staticField java.lang.System err'),
      in: () => refuse('staticField java.lang.System in'),
    },
  });
  define('Objects', {
    statics: {
      'equals 2': (_, args) => areEqual(valueAt(args, 0), valueAt(args, 1)),
      'isNull 1': (_, args) => valueAt(args, 0) === null,
      'nonNull 1': (_, args) => valueAt(args, 0) !== null,
      'requireNonNull 1 2': (_, args) =>
        valueAt(args, 0) ?? fail('NullPointerException', args.length > 1 ? textOf(valueAt(args, 1)) : 'null'),
      'toString 1 2': (_, args) =>
        textOf(args.length > 1 && args[0] === null ? valueAt(args, 1) : valueAt(args, 0)),
      hash: (_, args) => args.reduce((hash: number, each) => (Math.imul(31, hash) + hashOf(each)) | 0, 1),
    },
  });
}

function roundEven(value: number): number {
  const floor = Math.floor(value);
  const difference = value - floor;
  if (difference !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
