import { intAt, numberAt, textAt, valueAt } from '../core/arguments.ts';
import { convertNumber, numberMessage, parseNumber } from '../core/cast.ts';
import { fail } from '../core/fail.ts';
import { isNumber, toBigInt, toInt } from '../core/numeric.ts';
import { compareValues } from '../core/ordering.ts';
import { textOf } from '../core/text.ts';
import { format } from '../format/format.ts';
import { textFrom } from '../methods/bytes.ts';
import { writtenByHost } from '../value/host-data.ts';
import { known } from '../value/classes.ts';
import { JavaArray, javaArray } from '../value/collections.ts';
import { BigDecimal, decimalOf } from '../value/decimal.ts';
import type { Args } from '../value/method.ts';
import { BigInteger, Char, Double, Float } from '../value/numbers.ts';
import type { GroovyClass } from '../value/object.ts';
import { Builder } from '../value/text-values.ts';
import type { Value } from '../value/value.ts';
import { roundings } from '../methods/rounding.ts';
import { define } from './define.ts';

/** Statics and constructors of java.lang and java.math. */
export function defineLang(): void {
  defineStrings();
  defineWholeNumbers();
  defineFloatingNumbers();
  defineBigNumbers();
  define('Boolean', {
    statics: {
      'parseBoolean|valueOf 1': (_, [value = null]) =>
        typeof value === 'boolean' ? value : value !== null && textOf(value).toLowerCase() === 'true',
      'toString 1': (_, [value = null]) => textOf(value),
    },
    constants: { TRUE: () => true, FALSE: () => false },
    construct: ([value = null]) =>
      value === true || (value !== null && textOf(value).toLowerCase() === 'true'),
  });
  define('Object', { construct: () => new Builder('', known('Object')) });
}

function defineStrings(): void {
  define('String', {
    statics: {
      'valueOf|copyValueOf 1': (_, [value = null]) =>
        value instanceof JavaArray && value.element === 'char'
          ? value.map((each) => textOf(each)).join('')
          : (writtenByHost(value) ?? textOf(value)),
      format: (_, args, context) =>
        format(
          textAt(args, 0),
          args.length === 2 && args[1] instanceof JavaArray ? args[1] : args.slice(1),
          context,
        ),
      join: (_, args) => {
        const [, second = null] = args;
        const items = args.length === 2 && Array.isArray(second) ? second : args.slice(1);
        return items.map((each) => textOf(each)).join(textAt(args, 0));
      },
    },
    constants: { CASE_INSENSITIVE_ORDER: () => null },
    construct: ([value, charset]) => {
      if (value === undefined) return '';
      if (!(value instanceof JavaArray)) return textOf(value);
      if (value.element === 'byte')
        return textFrom(value, charset === undefined || charset === null ? 'UTF-8' : textOf(charset));
      return value.map((each) => textOf(each)).join('');
    },
  });
  for (const name of ['StringBuilder', 'StringBuffer', 'StringWriter'])
    define(name, {
      construct: ([value = null], _, cls) =>
        new Builder(value === null || typeof value === 'number' ? '' : textOf(value), cls),
    });
  const test = (expression: RegExp) => (_: GroovyClass, args: Args) => expression.test(characterAt(args));
  define('Character', {
    statics: {
      'isDigit 1': test(/^\p{Nd}/u),
      'isLetter|isAlphabetic 1': test(/^\p{L}/u),
      'isLetterOrDigit 1': test(/^[\p{L}\p{Nd}]/u),
      'isUpperCase 1': test(/^\p{Lu}/u),
      'isLowerCase 1': test(/^\p{Ll}/u),
      'isWhitespace|isSpaceChar 1': test(/^\s/),
      'toUpperCase 1': (_, args) => new Char(characterAt(args).toUpperCase().charCodeAt(0)),
      'toLowerCase 1': (_, args) => new Char(characterAt(args).toLowerCase().charCodeAt(0)),
      'valueOf 1': (_, args) => new Char(characterAt(args).charCodeAt(0)),
      'toString 1': (_, args) => characterAt(args),
      'getNumericValue 1': (_, args) => Number.parseInt(characterAt(args), 36),
      'toChars 1': (_, args) =>
        javaArray(
          characterAt(args)
            .split('')
            .map((each) => new Char(each.charCodeAt(0))),
          'char',
        ),
    },
    constants: { MAX_VALUE: () => new Char(0xffff), MIN_VALUE: () => new Char(0) },
  });
}

function characterAt(args: Args): string {
  const [value = null] = args;
  return typeof value === 'number' ? String.fromCodePoint(value) : textOf(value);
}

function parsed(args: Args, type: string): Value {
  const cls = known(type);
  const [value = null, radix] = args;
  if (value === null) return fail('NumberFormatException', 'null');
  if (isNumber(value)) return convertNumber(value, cls);
  const text = textOf(value);
  if (radix !== undefined) return inRadix(text, toInt(radix), cls);
  return (
    parseNumber(type === 'Double' || type === 'Float' ? text.trim() : text, cls) ??
    fail('NumberFormatException', numberMessage(text, cls))
  );
}

function inRadix(text: string, radix: number, cls: GroovyClass): Value {
  const digits = text.replace(/^[+-]/, '');
  let value = 0n;
  for (const each of digits) {
    const digit = Number.parseInt(each, 36);
    if (Number.isNaN(digit) || digit >= radix)
      return fail(
        'NumberFormatException',
        `For input string: "${text}"${radix === 10 ? '' : ` under radix ${radix}`}`,
      );
    value = value * BigInt(radix) + BigInt(digit);
  }
  if (digits === '') return fail('NumberFormatException', numberMessage(text, cls));
  return convertNumber(new BigInteger(text.startsWith('-') ? -value : value), cls);
}

function defineWholeNumbers(): void {
  for (const [type, bits] of [
    ['Byte', 8],
    ['Short', 16],
    ['Integer', 32],
    ['Long', 64],
  ] as const) {
    const edge = 2n ** BigInt(bits - 1);
    const unsigned = (args: Args, radix: number): string =>
      BigInt.asUintN(bits, toBigInt(valueAt(args, 0))).toString(radix);
    const cls = known(type);
    define(type, {
      statics: {
        [`parse${type === 'Integer' ? 'Int' : type}|valueOf|decode 1 2`]: (_, args) => parsed(args, type),
        'toString 1': (_, args) => textOf(valueAt(args, 0)),
        'toString 2': (_, args) => toBigInt(valueAt(args, 0)).toString(intAt(args, 1)),
        'toHexString 1': (_, args) => unsigned(args, 16),
        'toBinaryString 1': (_, args) => unsigned(args, 2),
        'toOctalString 1': (_, args) => unsigned(args, 8),
        'max 2': (_, args) =>
          compareValues(valueAt(args, 0), valueAt(args, 1)) >= 0 ? valueAt(args, 0) : valueAt(args, 1),
        'min 2': (_, args) =>
          compareValues(valueAt(args, 0), valueAt(args, 1)) <= 0 ? valueAt(args, 0) : valueAt(args, 1),
        'sum 2': (_, args) =>
          convertNumber(new BigInteger(toBigInt(valueAt(args, 0)) + toBigInt(valueAt(args, 1))), cls),
        'compare 2': (_, args) => compareValues(valueAt(args, 0), valueAt(args, 1)),
        'signum 1': (_, args) => Math.sign(numberAt(args, 0)),
        'bitCount 1': (_, args) => unsigned(args, 2).replaceAll('0', '').length,
      },
      constants: {
        MAX_VALUE: () => convertNumber(new BigInteger(edge - 1n), cls),
        MIN_VALUE: () => convertNumber(new BigInteger(-edge), cls),
        SIZE: () => bits,
        BYTES: () => bits / 8,
        TYPE: () => cls,
      },
      construct: (args) => parsed(args, type),
    });
  }
}

function defineFloatingNumbers(): void {
  for (const [type, make, largest, smallest] of [
    ['Double', (value: number): Value => new Double(value), Number.MAX_VALUE, Number.MIN_VALUE],
    ['Float', (value: number): Value => new Float(value), 3.4028234663852886e38, 1.401298464324817e-45],
  ] as const) {
    define(type, {
      statics: {
        [`parse${type}|valueOf 1`]: (_, args) => parsed(args, type),
        'isNaN 1': (_, args) => Number.isNaN(numberAt(args, 0)),
        'isInfinite 1': (_, args) => Math.abs(numberAt(args, 0)) === Number.POSITIVE_INFINITY,
        'isFinite 1': (_, args) => Number.isFinite(numberAt(args, 0)),
        'compare 2': (_, args) => compareValues(valueAt(args, 0), valueAt(args, 1)),
        'toString 1': (_, args) => textOf(make(numberAt(args, 0))),
        'max 2': (_, args) => make(Math.max(numberAt(args, 0), numberAt(args, 1))),
        'min 2': (_, args) => make(Math.min(numberAt(args, 0), numberAt(args, 1))),
      },
      constants: {
        MAX_VALUE: () => make(largest),
        MIN_VALUE: () => make(smallest),
        NaN: () => make(Number.NaN),
        POSITIVE_INFINITY: () => make(Number.POSITIVE_INFINITY),
        NEGATIVE_INFINITY: () => make(Number.NEGATIVE_INFINITY),
      },
      construct: (args) => parsed(args, type),
    });
  }
}

function defineBigNumbers(): void {
  define('BigInteger', {
    statics: { 'valueOf 1': (_, args) => new BigInteger(toBigInt(valueAt(args, 0))) },
    constants: {
      ZERO: () => new BigInteger(0n),
      ONE: () => new BigInteger(1n),
      TEN: () => new BigInteger(10n),
    },
    construct: (args) => parsed(args, 'BigInteger'),
  });
  const scaled = ([value = null, scale]: Args): Value => {
    if (scale !== undefined) return new BigDecimal(toBigInt(value), toInt(scale));
    return isNumber(value) ? convertNumber(value, known('BigDecimal')) : parsed([value], 'BigDecimal');
  };
  define('BigDecimal', {
    statics: { 'valueOf 1 2': (_, args) => scaled(args) },
    constants: {
      ZERO: () => decimalOf(0),
      ONE: () => decimalOf(1),
      TEN: () => decimalOf(10),
      ...Object.fromEntries(roundings.map((name, index) => [`ROUND_${name}`, (): Value => index])),
    },
    construct: ([value = null]) => {
      if (!(value instanceof Double)) return scaled([value]);
      // Exactly the binary fraction, as Java's constructor.
      return exactDecimal(value.value);
    },
  });
  define('RoundingMode', {
    constants: Object.fromEntries(roundings.map((name) => [name, (): Value => name])),
  });
}

/** All the decimal digits of a double: it is a whole number divided by a power of two. */
function exactDecimal(value: number): BigDecimal {
  let [scaled, twos] = [value, 0];
  while (!Number.isInteger(scaled)) [scaled, twos] = [scaled * 2, twos + 1];
  return new BigDecimal(BigInt(scaled) * 5n ** BigInt(twos), twos);
}
