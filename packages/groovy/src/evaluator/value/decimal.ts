import { GroovyRuntimeError } from '../../errors.ts';
import { known } from './classes.ts';
import { checkDigits, mostDigits, powerOfTen } from './digits.ts';
import { GroovyObject, type GroovyClass } from './object.ts';

/** A java.math.BigDecimal: `unscaled` divided by 10 to the power of `scale`. */
export class BigDecimal extends GroovyObject {
  readonly unscaled: bigint;
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    super();
    if (scale !== (scale | 0))
      throw new GroovyRuntimeError('ArithmeticException', scale > 0 ? 'Underflow' : 'Overflow');
    this.unscaled = checkDigits(unscaled);
    this.scale = scale;
  }

  get cls(): GroovyClass {
    return known('BigDecimal');
  }

  /** How many digits the unscaled value has. */
  get precision(): number {
    return digits(this.unscaled).length;
  }

  toNumber(): number {
    return Number(`${this.unscaled}e${-this.scale}`);
  }

  /** The whole part, without rounding. */
  toBigInt(): bigint {
    return this.scale <= 0 ? this.unscaled * powerOfTen(-this.scale) : this.unscaled / powerOfTen(this.scale);
  }

  /** As java.math.BigDecimal.toString: with an exponent for a negative scale and for very small values. */
  override toString(): string {
    const sign = this.unscaled < 0n ? '-' : '';
    const text = digits(this.unscaled);
    const exponent = text.length - 1 - this.scale;
    if (this.scale >= 0 && exponent >= -6) return this.toPlainString();
    const mantissa = text.length > 1 ? `${text[0]}.${text.slice(1)}` : text;
    return `${sign}${mantissa}${exponent === 0 ? '' : `E${exponent < 0 ? '' : '+'}${exponent}`}`;
  }

  toPlainString(): string {
    const sign = this.unscaled < 0n ? '-' : '';
    if (this.scale <= 0) return sign + digits(this.unscaled * powerOfTen(-this.scale));
    if (this.scale > mostDigits) powerOfTen(this.scale);
    const text = digits(this.unscaled).padStart(this.scale + 1, '0');
    return `${sign}${text.slice(0, -this.scale)}.${text.slice(-this.scale)}`;
  }
}

export type Rounding =
  | 'UP'
  | 'DOWN'
  | 'CEILING'
  | 'FLOOR'
  | 'HALF_UP'
  | 'HALF_DOWN'
  | 'HALF_EVEN'
  | 'UNNECESSARY';

/** A decimal from digits with sign, point and exponent; undefined when the text is no number. */
export function parseDecimal(text: string): BigDecimal | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  const [, sign = '', whole = '', part = '', exponent = '0'] = match ?? [];
  if (match === null || whole + part === '') return undefined;
  const scale = part.length - Number(exponent);
  if (scale !== (scale | 0)) return undefined;
  const unscaled = BigInt(whole + part);
  return new BigDecimal(sign === '-' ? -unscaled : unscaled, scale);
}

export function decimalOf(value: bigint | number): BigDecimal {
  return new BigDecimal(BigInt(value), 0);
}

export function add(left: BigDecimal, right: BigDecimal): BigDecimal {
  const scale = Math.max(left.scale, right.scale);
  return new BigDecimal(unscaledAt(left, scale) + unscaledAt(right, scale), scale);
}

export function negate({ unscaled, scale }: BigDecimal): BigDecimal {
  return new BigDecimal(-unscaled, scale);
}

export function multiply(left: BigDecimal, right: BigDecimal): BigDecimal {
  return new BigDecimal(left.unscaled * right.unscaled, left.scale + right.scale);
}

/** Below, at or above 0. */
export function compareDecimals(left: BigDecimal, right: BigDecimal): number {
  if (Math.abs(left.scale - right.scale) > 100) {
    const bySize = compareSizes(left, right);
    if (bySize !== undefined) return bySize;
  }
  const scale = Math.max(left.scale, right.scale);
  const difference = unscaledAt(left, scale) - unscaledAt(right, scale);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** By the signs and by where the first digit stands, without a common scale; undefined where that does not tell. */
function compareSizes(left: BigDecimal, right: BigDecimal): number | undefined {
  const sign = signOf(left.unscaled);
  if (sign !== signOf(right.unscaled)) return sign < signOf(right.unscaled) ? -1 : 1;
  if (sign === 0) return 0;
  const size = left.precision - left.scale - (right.precision - right.scale);
  return size === 0 ? undefined : size < 0 ? -sign : sign;
}

function signOf(value: bigint): -1 | 0 | 1 {
  return value === 0n ? 0 : value < 0n ? -1 : 1;
}

/**
 * Groovy's division: exact where that ends, else with 10 digits more than the operands have, and no more than 10
 * digits after the point beyond them. The divisor is not 0.
 */
export function divide(left: BigDecimal, right: BigDecimal): BigDecimal {
  const exact = divideExactly(left, right);
  if (exact !== undefined) return exact;
  const precision = Math.max(left.precision, right.precision) + 10;
  const rounded = divideTo(left, right, precision);
  const scale = Math.max(left.scale, right.scale, 10);
  return rounded.scale > scale ? setScale(rounded, scale, 'HALF_UP') : rounded;
}

/** The quotient of so many digits, half up. */
export function divideTo(left: BigDecimal, right: BigDecimal, precision: number): BigDecimal {
  const preferred = left.scale - right.scale;
  // Enough digits for the quotient to have `precision` of them and one to round by.
  const shift = precision + 3 + right.precision;
  const scale = shift + preferred;
  const quotient = new BigDecimal((left.unscaled * powerOfTen(shift)) / right.unscaled, scale);
  const sticky = (left.unscaled * powerOfTen(shift)) % right.unscaled !== 0n;
  const rounded = roundTo(quotient, precision, 'HALF_UP');
  return sticky ? rounded : stripTo(rounded, preferred);
}

function divideExactly(left: BigDecimal, right: BigDecimal): BigDecimal | undefined {
  const preferred = left.scale - right.scale;
  if (left.unscaled === 0n) return new BigDecimal(0n, Math.max(preferred, 0));
  let rest = abs(right.unscaled) / gcd(abs(left.unscaled), abs(right.unscaled));
  let places = 0;
  let twos = 0;
  let fives = 0;
  while (rest % 2n === 0n) [rest, twos] = [rest / 2n, twos + 1];
  while (rest % 5n === 0n) [rest, fives] = [rest / 5n, fives + 1];
  if (rest !== 1n) return undefined;
  places = Math.max(twos, fives);
  return stripTo(
    new BigDecimal((left.unscaled * powerOfTen(places)) / right.unscaled, preferred + places),
    preferred,
  );
}

/** Without the zeros at the end that the preferred scale does not ask for. */
export function stripTo({ unscaled, scale }: BigDecimal, preferred: number): BigDecimal {
  let value = unscaled;
  let places = scale;
  while (places > preferred && value % 10n === 0n) {
    value /= 10n;
    places -= 1;
  }
  return new BigDecimal(value, places);
}

/** Rounded to so many digits after the point. Throws a RangeError when UNNECESSARY does not hold. */
export function setScale(value: BigDecimal, scale: number, rounding: Rounding): BigDecimal {
  if (scale >= value.scale) return new BigDecimal(unscaledAt(value, scale), scale);
  const divisor = powerOfTen(value.scale - scale);
  const quotient = value.unscaled / divisor;
  const rest = value.unscaled % divisor;
  if (rest === 0n) return new BigDecimal(quotient, scale);
  const away = roundsAway(quotient, rest, divisor, rounding);
  return new BigDecimal(away ? quotient + (rest < 0n ? -1n : 1n) : quotient, scale);
}

/** Rounded to so many digits in all. */
export function roundTo(value: BigDecimal, precision: number, rounding: Rounding): BigDecimal {
  const drop = value.precision - precision;
  if (precision === 0 || drop <= 0) return value;
  const rounded = setScale(value, value.scale - drop, rounding);
  return rounded.precision > precision ? roundTo(rounded, precision, rounding) : rounded;
}

function roundsAway(quotient: bigint, rest: bigint, divisor: bigint, rounding: Rounding): boolean {
  const twice = abs(rest) * 2n;
  const half = twice === divisor ? 0 : twice < divisor ? -1 : 1;
  switch (rounding) {
    case 'UP':
      return true;
    case 'DOWN':
      return false;
    case 'CEILING':
      return rest > 0n;
    case 'FLOOR':
      return rest < 0n;
    case 'HALF_UP':
      return half >= 0;
    case 'HALF_DOWN':
      return half > 0;
    case 'HALF_EVEN':
      return half > 0 || (half === 0 && quotient % 2n !== 0n);
    case 'UNNECESSARY':
      throw new RangeError('Rounding necessary');
  }
}

function unscaledAt(value: BigDecimal, scale: number): bigint {
  return value.unscaled * powerOfTen(scale - value.scale);
}

function digits(value: bigint): string {
  return abs(value).toString();
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function gcd(left: bigint, right: bigint): bigint {
  let [a, b] = [left, right];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
