import { classOf } from '../core/class-of.ts';
import { fail } from '../core/fail.ts';
import { hashOf } from '../core/hash.ts';
import { isNumber, isWhole, toBigInt, toDecimal, toNumber } from '../core/numeric.ts';
import { textOf } from '../core/text.ts';
import { isTrue } from '../core/truth.ts';
import type { Context } from '../value/method.ts';
import { setScale } from '../value/decimal.ts';
import { BigInteger, Char, Double, Float } from '../value/numbers.ts';
import type { Value } from '../value/value.ts';
import { formatTime } from './time.ts';

interface Spec {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly conversion: string;
}

/** As java.util.Formatter: `%[index$][flags][width][.precision]conversion`. */
export function format(template: string, args: readonly Value[], context: Context): string {
  let next = 0;
  let last = -1;
  const expression = /%(?:(\d+)\$)?([-#+ 0,(<]*)(\d+)?(?:\.(\d+))?([tT]?[a-zA-Z%])|%(.?)/g;
  return template.replaceAll(
    expression,
    (_, index?: string, flags = '', width = '0', precision?: string, conversion = '', bad?: string) => {
      if (bad !== undefined)
        return fail('UnknownFormatConversionException', `Conversion = '${bad === '' ? '%' : bad}'`);
      const spec: Spec = {
        flags,
        width: Number(width),
        precision: precision === undefined ? undefined : Number(precision),
        conversion,
      };
      if (conversion === 'n') return '\n';
      if (conversion === '%') return pad('%', spec);
      if (index !== undefined) last = Number(index) - 1;
      else if (!flags.includes('<')) last = next++;
      if (last >= args.length) return fail('MissingFormatArgumentException', `Format specifier '${_}'`);
      return one(args[last] ?? null, spec, context);
    },
  );
}

function one(value: Value, spec: Spec, context: Context): string {
  const { conversion } = spec;
  const upper = conversion !== conversion.toLowerCase() && !conversion.startsWith('t');
  const own = /^[tT]/.test(conversion) ? `t${conversion.slice(1)}` : conversion.toLowerCase();
  const text = convert(value, { ...spec, conversion: own }, context);
  return upper ? text.toUpperCase() : text;
}

function convert(value: Value, spec: Spec, context: Context): string {
  const { conversion, precision } = spec;
  if (conversion.startsWith('t')) return pad(formatTime(value, conversion.slice(1)), spec);
  if (conversion === 's') return pad(cut(textOf(value, context), precision), spec);
  if (conversion === 'b')
    return pad(
      cut(String(typeof value === 'boolean' ? value : value !== null && isBooleanTrue(value)), precision),
      spec,
    );
  if (value === null) return pad(cut('null', precision), spec);
  switch (conversion) {
    case 'h':
      return pad((hashOf(value) >>> 0).toString(16), spec);
    case 'c':
      return pad(characterOf(value), spec);
    case 'd':
      return isWhole(value) ? pad(decorate(toBigInt(value).toString(), spec), spec) : mismatch(spec, value);
    case 'x':
    case 'o':
      return isWhole(value) ? pad(radix(value, spec), spec) : mismatch(spec, value);
    case 'f':
    case 'e':
    case 'g':
      return isNumber(value) && !isWhole(value) ? pad(floating(value, spec), spec) : mismatch(spec, value);
    default:
      return fail('UnknownFormatConversionException', `Conversion = '${conversion}'`);
  }
}

/** `%b` of what is no boolean is true, whatever Groovy's truth says. */
function isBooleanTrue(value: Value): boolean {
  return value !== null || isTrue(value);
}

function mismatch({ conversion }: Spec, value: Value): never {
  return fail('IllegalFormatConversionException', `${conversion} != ${classOf(value).name}`);
}

function cut(text: string, precision: number | undefined): string {
  return precision === undefined ? text : text.slice(0, precision);
}

function pad(text: string, { flags, width }: Spec): string {
  return flags.includes('-') ? text.padEnd(width) : text.padStart(width);
}

function characterOf(value: Value): string {
  if (value instanceof Char) return value.text;
  if (typeof value === 'number') return String.fromCodePoint(value);
  return fail('IllegalFormatConversionException', `c != ${classOf(value).name}`);
}

/** Sign, grouping and zeros of a decimal number. */
function decorate(text: string, { flags, width }: Spec): string {
  const negative = text.startsWith('-');
  let digits = negative ? text.slice(1) : text;
  if (flags.includes(',')) {
    const [whole = '', part] = digits.split('.');
    const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
    digits = part === undefined ? grouped : `${grouped}.${part}`;
  }
  const [before, after] = signs(negative, flags);
  if (flags.includes('0')) digits = digits.padStart(width - before.length - after.length, '0');
  return before + digits + after;
}

function signs(negative: boolean, flags: string): [string, string] {
  if (negative) return flags.includes('(') ? ['(', ')'] : ['-', ''];
  return [flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '', ''];
}

function radix(value: Value, { flags, width, conversion }: Spec): string {
  const base = conversion === 'x' ? 16 : 8;
  const whole = toBigInt(value);
  const unsigned =
    value instanceof BigInteger || whole >= 0n
      ? whole
      : BigInt.asUintN(typeof value === 'bigint' ? 64 : 32, whole);
  const prefix = flags.includes('#') ? (base === 16 ? '0x' : '0') : '';
  const digits = unsigned.toString(base);
  return prefix + (flags.includes('0') ? digits.padStart(width - prefix.length, '0') : digits);
}

function floating(value: Value, spec: Spec): string {
  const { conversion, precision = 6 } = spec;
  const number = toNumber(value);
  if ((value instanceof Double || value instanceof Float) && !Number.isFinite(number)) {
    return Number.isNaN(number) ? 'NaN' : number < 0 ? '-Infinity' : 'Infinity';
  }
  if (conversion === 'e') return decorate(scientific(number, precision), spec);
  if (conversion === 'f')
    return decorate(setScale(toDecimal(value), precision, 'HALF_UP').toPlainString(), spec);
  const magnitude = Math.abs(number);
  const digits = precision === 0 ? 1 : precision;
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 10 ** digits))
    return decorate(scientific(number, digits - 1), spec);
  const exponent = magnitude === 0 ? 0 : Math.floor(Math.log10(magnitude));
  return decorate(
    setScale(toDecimal(value), Math.max(digits - 1 - exponent, 0), 'HALF_UP').toPlainString(),
    spec,
  );
}

function scientific(value: number, precision: number): string {
  return value.toExponential(precision).replace(/e([+-])(\d)$/, 'e$10$2');
}
