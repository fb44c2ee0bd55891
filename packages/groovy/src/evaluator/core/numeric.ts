import {
  add,
  BigDecimal,
  compareDecimals,
  decimalOf,
  divide,
  multiply,
  negate,
  parseDecimal,
} from '../value/decimal.ts';
import { mostDigits, tooLong } from '../value/digits.ts';
import { BigInteger, Double, Float, long, SmallInteger } from '../value/numbers.ts';
import type { Value } from '../value/value.ts';
import { doubleText } from '../format/double.ts';
import { fail } from './fail.ts';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

export function isNumber(value: Value): boolean {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof BigDecimal ||
    value instanceof BigInteger ||
    value instanceof Double ||
    value instanceof Float ||
    value instanceof SmallInteger
  );
}

export function isWhole(value: Value): boolean {
  return (
    (typeof value === 'number' && Number.isInteger(value)) ||
    typeof value === 'bigint' ||
    value instanceof BigInteger ||
    value instanceof SmallInteger
  );
}

function isFloating(value: Value): value is Double | Float {
  return value instanceof Double || value instanceof Float;
}

/** A number as JavaScript's; NaN for what is no number. */
export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (isFloating(value) || value instanceof SmallInteger) return value.value;
  if (value instanceof BigDecimal) return value.toNumber();
  return value instanceof BigInteger ? Number(value.value) : Number.NaN;
}

/** A number without what stands after its point. */
export function toBigInt(value: Value): bigint {
  if (typeof value === 'bigint') return value;
  if (value instanceof BigInteger) return value.value;
  if (value instanceof BigDecimal) return value.toBigInt();
  const number = Math.trunc(toNumber(value));
  return Number.isFinite(number) ? BigInt(number) : 0n;
}

export function toDecimal(value: Value): BigDecimal {
  if (value instanceof BigDecimal) return value;
  if (isFloating(value)) {
    if (!Number.isFinite(value.value)) fail('NumberFormatException', 'Infinite or NaN');
    return parseDecimal(doubleText(value.value)) ?? decimalOf(0);
  }
  if (typeof value === 'number' && !Number.isInteger(value))
    return parseDecimal(String(value)) ?? decimalOf(0);
  return decimalOf(toBigInt(value));
}

/** Int as Java narrows it: the low 32 bits, a floating number at most the largest int. */
export function toInt(value: Value): number {
  if (typeof value === 'number') return value | 0;
  if (isFloating(value)) return Math.trunc(Math.min(Math.max(value.value || 0, -2147483648), 2147483647));
  return Number(BigInt.asIntN(32, toBigInt(value)));
}

export function toLong(value: Value): bigint {
  if (!isFloating(value)) return long(toBigInt(value));
  const clamped = Math.min(Math.max(value.value || 0, -(2 ** 63)), 2 ** 63);
  const whole = BigInt(Math.trunc(clamped));
  return whole > 0x7fffffffffffffffn ? 0x7fffffffffffffffn : whole;
}

/** `left operator right`, both numbers, in the type that Groovy's rules give. */
export function calculate(operator: ArithmeticOperator, left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    const result = ofInts(operator, left, right);
    if (result !== undefined) return result;
  }
  if (isFloating(left) || isFloating(right))
    return new Double(floating(operator, toNumber(left), toNumber(right)));
  if (operator === '/' || isDecimal(left) || isDecimal(right))
    return decimal(operator, toDecimal(left), toDecimal(right));
  const [a, b] = [toBigInt(left), toBigInt(right)];
  if (operator === '%' && b === 0n)
    fail(
      'ArithmeticException',
      left instanceof BigInteger || right instanceof BigInteger ? 'BigInteger divide by zero' : '/ by zero',
    );
  const result = whole(operator, a, b);
  if (left instanceof BigInteger || right instanceof BigInteger) return new BigInteger(result);
  return typeof left === 'bigint' || typeof right === 'bigint'
    ? long(result)
    : Number(BigInt.asIntN(32, result));
}

/** Of two ints without BigInteger; undefined where that is not enough. */
function ofInts(operator: ArithmeticOperator, left: number, right: number): number | undefined {
  if (left !== (left | 0) || right !== (right | 0)) return undefined;
  switch (operator) {
    case '+':
      return (left + right) | 0;
    case '-':
      return (left - right) | 0;
    case '*':
      return Math.imul(left, right);
    case '%':
      return right === 0 ? undefined : (left % right) | 0;
    case '/':
      return undefined;
  }
}

function isDecimal(value: Value): boolean {
  return value instanceof BigDecimal || (typeof value === 'number' && !Number.isInteger(value));
}

function floating(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
  }
}

function decimal(operator: ArithmeticOperator, left: BigDecimal, right: BigDecimal): Value {
  switch (operator) {
    case '+':
      return add(left, right);
    case '-':
      return add(left, negate(right));
    case '*':
      return multiply(left, right);
    case '/':
      if (right.unscaled === 0n)
        fail('ArithmeticException', left.unscaled === 0n ? 'Division undefined' : 'Division by zero');
      return divide(left, right);
    case '%':
      return fail(
        'UnsupportedOperationException',
        'Cannot use mod() on this number type: java.math.BigDecimal with value: ' + left.toString(),
      );
  }
}

function whole(operator: ArithmeticOperator, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
  }
}

/** Below, at or above 0; NaN is above everything. */
export function compareNumbers(left: Value, right: Value): number {
  if (typeof left === 'number' && typeof right === 'number')
    return left === right ? 0 : left < right ? -1 : 1;
  if (isFloating(left) || isFloating(right)) {
    const [a, b] = [toNumber(left), toNumber(right)];
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return a === b ? 0 : a < b ? -1 : 1;
  }
  return compareDecimals(toDecimal(left), toDecimal(right));
}

/** `left ** right` */
export function raise(left: Value, right: Value): Value {
  if (left instanceof SmallInteger) return raise(left.value, right);
  const exponent = toNumber(right);
  if (isWhole(right) && exponent >= 0 && !isFloating(left)) {
    const base = left instanceof BigDecimal ? left.unscaled : toBigInt(left);
    if (exponent * (base.toString(2).length - 1) * Math.log10(2) > mostDigits) tooLong();
    if (left instanceof BigDecimal) return new BigDecimal(base ** BigInt(exponent), left.scale * exponent);
    const result = base ** BigInt(exponent);
    if (left instanceof BigInteger) return new BigInteger(result);
    if (typeof left === 'number' && BigInt.asIntN(32, result) === result) return Number(result);
    return typeof left === 'bigint' && long(result) === result ? result : new BigInteger(result);
  }
  return smallest(toNumber(left) ** exponent);
}

/** An int or long where the result is one, else a Double. */
function smallest(result: number): Value {
  if (!Number.isInteger(result)) return new Double(result);
  if (result === (result | 0)) return result;
  return Math.abs(result) < 2 ** 63 ? BigInt(result) : new Double(result);
}

export function negative(value: Value): Value {
  if (value instanceof SmallInteger) return -value.value;
  if (typeof value === 'number') return Number.isInteger(value) ? -value | 0 : negate(toDecimal(value));
  if (typeof value === 'bigint') return long(-value);
  if (value instanceof BigDecimal) return negate(value);
  if (value instanceof BigInteger) return new BigInteger(-value.value);
  return value instanceof Float ? new Float(-value.value) : new Double(-toNumber(value));
}

/** `& | ^ << >> >>>` of whole numbers. */
export function bits(operator: string, left: Value, right: Value): Value {
  if (operator.length > 1) return shift(operator, left, toInt(right));
  if (typeof left === 'boolean' && typeof right === 'boolean') {
    return operator === '&' ? left && right : operator === '|' ? left || right : left !== right;
  }
  const [a, b] = [toBigInt(left), toBigInt(right)];
  const result = operator === '&' ? a & b : operator === '|' ? a | b : a ^ b;
  if (left instanceof BigInteger || right instanceof BigInteger) return new BigInteger(result);
  return typeof left === 'bigint' || typeof right === 'bigint' ? long(result) : Number(result);
}

function shift(operator: string, left: Value, count: number): Value {
  if (left instanceof BigInteger && operator === '<<' && count > 4 * mostDigits && left.value !== 0n)
    tooLong();
  if (left instanceof BigInteger)
    return new BigInteger(operator === '<<' ? left.value << BigInt(count) : left.value >> BigInt(count));
  if (typeof left === 'bigint') {
    const places = BigInt(count & 63);
    if (operator === '<<') return long(left << places);
    return operator === '>>' ? left >> places : long(BigInt.asUintN(64, left) >> places);
  }
  const value = toInt(left);
  if (operator === '<<') return value << count;
  return operator === '>>' ? value >> count : (value >>> count) | 0;
}
