import { closureAt, intAt, numberAt, valueAt } from '../core/arguments.ts';
import { convertNumber } from '../core/cast.ts';
import { areEqual, areSame } from '../core/equality.ts';
import { task } from '../core/eventual.ts';
import { ArgumentMismatch, fail } from '../core/fail.ts';
import { callValue } from '../core/invoke.ts';
import {
  bits,
  calculate,
  isNumber,
  negative,
  raise,
  toBigInt,
  toDecimal,
  toInt,
  toLong,
  toNumber,
} from '../core/numeric.ts';
import { compareValues } from '../core/ordering.ts';
import { textOf } from '../core/text.ts';
import { known } from '../value/classes.ts';
import { BigDecimal, divideTo, roundTo, setScale, stripTo } from '../value/decimal.ts';
import { tooLong } from '../value/digits.ts';
import { BigInteger, Char, Double, Float } from '../value/numbers.ts';
import type { Args, Context, MethodTable } from '../value/method.ts';
import type { Value } from '../value/value.ts';
import { roundingOf } from './rounding.ts';

/** Methods of every number: java.lang.Number and what Groovy adds to it. */
export const numberMethods: MethodTable<Value> = {
  'plus 1': (self, args) =>
    typeof args[0] === 'string' ? `${textOf(self)}${args[0]}` : calculate('+', self, operand(args)),
  'minus 1': (self, args) => calculate('-', self, operand(args)),
  'multiply 1': (self, args) => calculate('*', self, operand(args)),
  'div 1': (self, args) => calculate('/', self, operand(args)),
  'mod|remainder 1': (self, args) => calculate('%', self, operand(args)),
  'power 1': (self, args) => raise(self, operand(args)),
  'intdiv 1': (self, args) => intdiv(self, operand(args)),
  'and 1': (self, args) => bits('&', self, operand(args)),
  'or 1': (self, args) => bits('|', self, operand(args)),
  'xor 1': (self, args) => bits('^', self, operand(args)),
  'leftShift 1': (self, args) => bits('<<', self, operand(args)),
  'rightShift 1': (self, args) => bits('>>', self, operand(args)),
  'rightShiftUnsigned 1': (self, args) => bits('>>>', self, operand(args)),
  'unaryMinus|negative|negate 0': (self) => negative(self),
  'unaryPlus|positive 0': (self) => self,
  'next 0': (self) => calculate('+', self, 1),
  'previous 0': (self) => calculate('-', self, 1),
  'abs 0': (self) => (toNumber(self) < 0 ? negative(self) : self),
  'signum 0': (self) => Math.sign(toNumber(self)),
  'intValue|toInteger 0': (self) => toInt(self),
  'longValue|toLong 0': (self) => toLong(self),
  'shortValue 0': (self) => convertNumber(self, known('Short')),
  'byteValue 0': (self) => convertNumber(self, known('Byte')),
  'doubleValue|toDouble 0': (self) => new Double(toNumber(self)),
  'floatValue|toFloat 0': (self) => new Float(toNumber(self)),
  'toBigInteger 0': (self) => new BigInteger(toBigInt(self)),
  'toBigDecimal 0': (self) => toDecimal(self),
  'toString 0': (self) => textOf(self),
  'toString 1': (self, args) => toBigInt(self).toString(intAt(args, 0)),
  'compareTo 1': (self, [other = null], context) => Math.sign(compareValues(self, other, context)),
  'equals 1': (self, [other = null]) => areSame(self, other),
  'isCase 1': (self, [other = null]) => areEqual(self, other),
  'asBoolean 0': (self) => toNumber(self) !== 0,
  'times 1': task(function* (self, args, context) {
    const closure = closureAt(args, 0);
    const count = toInt(self);
    for (let index = 0; index < count; index += 1) yield callValue(closure, [index], context);
    return null;
  }),
  'upto 2': task(function* (self, args, context) {
    const order = compareValues(self, valueAt(args, 0), context);
    if (order > 0) noSteps('upto', 'less', self, valueAt(args, 0), context);
    for (
      let value = self;
      compareValues(value, valueAt(args, 0), context) <= 0;
      value = calculate('+', value, 1)
    )
      yield callValue(closureAt(args, 1), [value], context);
    return null;
  }),
  'downto 2': task(function* (self, args, context) {
    const order = compareValues(self, valueAt(args, 0), context);
    if (order < 0) noSteps('downto', 'greater', self, valueAt(args, 0), context);
    for (
      let value = self;
      compareValues(value, valueAt(args, 0), context) >= 0;
      value = calculate('-', value, 1)
    )
      yield callValue(closureAt(args, 1), [value], context);
    return null;
  }),
  'step 3': task(function* (self, args, context) {
    const [limit, by] = [valueAt(args, 0), valueAt(args, 1)];
    const up = toNumber(by) > 0;
    if (toNumber(by) === 0) return fail('GroovyRuntimeException', 'Infinite loop in step()');
    for (
      let value = self;
      up ? compareValues(value, limit, context) < 0 : compareValues(value, limit, context) > 0;
      value = calculate('+', value, by)
    )
      yield callValue(closureAt(args, 2), [value], context);
    return null;
  }),
  'round 0 1': (self, args) => round(self, args),
  'trunc 0 1': (self, args) => truncate(self, args.length > 0 ? intAt(args, 0) : 0),
};

function operand(args: Args): Value {
  const value = valueAt(args, 0);
  if (value instanceof Char) return value.code;
  if (value === null) return fail('NullPointerException', 'Cannot calculate with null');
  numberAt(args, 0);
  return value;
}

function intdiv(left: Value, right: Value): Value {
  if (
    left instanceof BigDecimal ||
    right instanceof BigDecimal ||
    left instanceof Double ||
    right instanceof Double
  )
    return fail(
      'UnsupportedOperationException',
      'Cannot use intdiv() on this number type: java.math.BigDecimal',
    );
  if (toBigInt(right) === 0n) return fail('ArithmeticException', '/ by zero');
  const quotient = toBigInt(left) / toBigInt(right);
  if (left instanceof BigInteger || right instanceof BigInteger) return new BigInteger(quotient);
  return typeof left === 'bigint' || typeof right === 'bigint' ? quotient : toInt(new BigInteger(quotient));
}

function round(self: Value, args: Args): Value {
  if (self instanceof BigDecimal && args.length > 0 && !isNumber(valueAt(args, 0))) {
    const precision =
      args[0] !== null && typeof args[0] === 'object' && 'precision' in args[0]
        ? Number(args[0].precision)
        : 0;
    return roundTo(self, precision, 'HALF_UP');
  }
  if (args.length === 0)
    return self instanceof Float
      ? Math.floor(self.value + 0.5) | 0
      : toLong(new Double(Math.floor(toNumber(self) + 0.5)));
  const places = intAt(args, 0);
  if (self instanceof BigDecimal) throw new ArgumentMismatch('MathContext');
  const factor = 10 ** places;
  const rounded = Math.floor(toNumber(self) * factor + 0.5) / factor;
  return self instanceof Float ? new Float(rounded) : new Double(rounded);
}

function truncate(self: Value, places: number): Value {
  const factor = 10 ** places;
  const cut = Math.trunc(toNumber(self) * factor) / factor;
  return self instanceof Float
    ? new Float(cut)
    : self instanceof BigDecimal
      ? setScale(self, places, 'DOWN')
      : new Double(cut);
}

/** Methods of java.lang.Double and Float alone. */
export const floatingMethods: MethodTable<Double | Float> = {
  'isNaN 0': (self) => Number.isNaN(self.value),
  'isInfinite 0': (self) => Math.abs(self.value) === Number.POSITIVE_INFINITY,
};

/** Methods of java.math.BigDecimal alone. */
export const decimalMethods: MethodTable<BigDecimal> = {
  'setScale 1 2': (self, args) =>
    rounded(() =>
      setScale(self, intAt(args, 0), args.length > 1 ? roundingOf(valueAt(args, 1)) : 'UNNECESSARY'),
    ),
  'scale 0': (self) => self.scale,
  'precision 0': (self) => self.precision,
  'unscaledValue 0': (self) => new BigInteger(self.unscaled),
  'toPlainString 0': (self) => self.toPlainString(),
  'stripTrailingZeros 0': (self) =>
    self.unscaled === 0n ? new BigDecimal(0n, 0) : stripTo(self, Number.NEGATIVE_INFINITY),
  'add 1': (self, args) => calculate('+', self, operand(args)),
  'subtract 1': (self, args) => calculate('-', self, operand(args)),
  'divide 1': (self, args) => calculate('/', self, operand(args)),
  'divide 2 3': (self, args) => {
    const other = toDecimal(valueAt(args, 0));
    if (other.unscaled === 0n) fail('ArithmeticException', 'Division by zero');
    const scale = args.length > 2 ? intAt(args, 1) : self.scale;
    const rounding = roundingOf(valueAt(args, args.length - 1));
    const digits = Math.max(self.precision - self.scale - other.precision + other.scale + scale + 5, 20) + 20;
    return rounded(() => setScale(divideTo(self, other, digits), scale, rounding));
  },
  'pow 1': (self, args) => raise(self, intAt(args, 0)),
  'max 1': (self, args, context) =>
    compareValues(self, valueAt(args, 0), context) >= 0 ? self : valueAt(args, 0),
  'min 1': (self, args, context) =>
    compareValues(self, valueAt(args, 0), context) <= 0 ? self : valueAt(args, 0),
  'movePointLeft 1': (self, args) => new BigDecimal(self.unscaled, self.scale + intAt(args, 0)),
  'movePointRight 1': (self, args) => new BigDecimal(self.unscaled, self.scale - intAt(args, 0)),
  'intValueExact 0': (self) => toInt(self),
};

function noSteps(name: string, than: string, from: Value, to: Value, context: Context): never {
  const [value, argument] = [textOf(from, context), textOf(to, context)];
  return fail(
    'GroovyRuntimeException',
    `The argument (${argument}) to ${name}() cannot be ${than} than the value (${value}) it's called on.`,
  );
}

function rounded(work: () => BigDecimal): BigDecimal {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return fail('ArithmeticException', error.message);
    throw error;
  }
}

/** Methods of java.math.BigInteger alone. */
export const bigIntegerMethods: MethodTable<BigInteger> = {
  'add 1': (self, args) => calculate('+', self, operand(args)),
  'subtract 1': (self, args) => calculate('-', self, operand(args)),
  'divide 1': (self, args) => intdiv(self, operand(args)),
  'pow 1': (self, args) => raise(self, intAt(args, 0)),
  'gcd 1': (self, args) => {
    let [a, b] = [self.value, toBigInt(valueAt(args, 0))];
    while (b !== 0n) [a, b] = [b, a % b];
    return new BigInteger(a < 0n ? -a : a);
  },
  'modPow 2': (self, args) => {
    const modulus = toBigInt(valueAt(args, 1));
    if (modulus <= 0n) fail('ArithmeticException', 'BigInteger: modulus not positive');
    if (modulus >= 1n << 16_384n) tooLong();
    let [result, base, exponent] = [1n, self.value % modulus, toBigInt(valueAt(args, 0))];
    for (; exponent > 0n; exponent >>= 1n) {
      if (exponent & 1n) result = (result * base) % modulus;
      base = (base * base) % modulus;
    }
    return new BigInteger(result);
  },
  'bitLength 0': (self) => self.value.toString(2).replace('-', '').length,
  'testBit 1': (self, args) => ((self.value >> BigInt(intAt(args, 0))) & 1n) === 1n,
  'max 1': (self, args, context) =>
    compareValues(self, valueAt(args, 0), context) >= 0 ? self : valueAt(args, 0),
  'min 1': (self, args, context) =>
    compareValues(self, valueAt(args, 0), context) <= 0 ? self : valueAt(args, 0),
};

/** Methods of java.lang.Character. */
export const charMethods: MethodTable<Char> = {
  'toString 0': (self) => self.text,
  'charValue 0': (self) => self,
  'plus 1': (self, [other = null]) =>
    isNumber(other) ? calculate('+', self.code, other) : `${self.text}${textOf(other)}`,
  'minus 1': (self, [other = null]) => calculate('-', self.code, other instanceof Char ? other.code : other),
  'multiply 1': (self, [other = null]) =>
    calculate('*', self.code, other instanceof Char ? other.code : other),
  'next 0': (self) => new Char(self.code + 1),
  'previous 0': (self) => new Char(self.code - 1),
  'isDigit 0': (self) => /\p{Nd}/u.test(self.text),
  'isLetter 0': (self) => /\p{L}/u.test(self.text),
  'isLetterOrDigit 0': (self) => /[\p{L}\p{Nd}]/u.test(self.text),
  'isUpperCase 0': (self) => /\p{Lu}/u.test(self.text),
  'isLowerCase 0': (self) => /\p{Ll}/u.test(self.text),
  'isWhitespace 0': (self) => /\s/.test(self.text),
  'toUpperCase 0': (self) => new Char(self.text.toUpperCase().charCodeAt(0)),
  'toLowerCase 0': (self) => new Char(self.text.toLowerCase().charCodeAt(0)),
  'compareTo 1': (self, [other = null], context) => compareValues(self, other, context),
  'equals 1': (self, [other = null]) => other instanceof Char && other.code === self.code,
};

/** Methods of java.lang.Boolean. */
export const booleanMethods: MethodTable<boolean> = {
  'booleanValue|asBoolean|toBoolean 0': (self) => self,
  'and 1': (self, [other = null]) => self && other === true,
  'or 1': (self, [other = null]) => self || other === true,
  'xor 1': (self, [other = null]) => self !== (other === true),
  'implies 1': (self, [other = null]) => !self || other === true,
  'toString 0': (self) => String(self),
  'compareTo 1': (self, [other = null]) => Number(self) - Number(other === true),
  'equals 1': (self, [other = null]) => self === other,
};
