import { intAt, textAt, valueAt } from '../core/arguments.ts';
import { fail } from '../core/fail.ts';
import { isNumber, toDecimal } from '../core/numeric.ts';
import { textOf } from '../core/text.ts';
import { isTrue } from '../core/truth.ts';
import { formatNumber, type NumberPattern, readNumberPattern } from '../format/number-pattern.ts';
import { roundingOf } from '../methods/rounding.ts';
import { known } from '../value/classes.ts';
import { type BigDecimal, parseDecimal, type Rounding } from '../value/decimal.ts';
import type { Args, MethodTable } from '../value/method.ts';
import { Double, Float } from '../value/numbers.ts';
import { GroovyObject, type GroovyClass } from '../value/object.ts';
import type { Value } from '../value/value.ts';
import { define } from './define.ts';

/** A java.text.DecimalFormat, with the marks of English. */
class DecimalFormat extends GroovyObject {
  pattern: NumberPattern;
  rounding: Rounding = 'HALF_EVEN';

  constructor(text: string) {
    super();
    this.pattern = patternOf(text);
  }

  get cls(): GroovyClass {
    return known('DecimalFormat');
  }
}

const usual = '#,##0.###';

/** java.text.DecimalFormat and NumberFormat. */
export function defineDecimalFormat(): void {
  define<DecimalFormat>('DecimalFormat', {
    construct: (args) => {
      refuseOtherMarks(args, 1);
      return new DecimalFormat(args.length > 0 ? textAt(args, 0) : usual);
    },
    methods: decimalFormatMethods,
  });
  const makers = [
    ['getInstance|getNumberInstance 0 1', usual],
    ['getIntegerInstance 0 1', '#,##0'],
    ['getPercentInstance 0 1', '#,##0%'],
    ['getCurrencyInstance 0 1', '¤#,##0.00'],
  ] as const;
  define('NumberFormat', {
    statics: Object.fromEntries(
      makers.map(([name, pattern]) => [
        name,
        (_: GroovyClass, args: Args): Value => {
          refuseOtherMarks(args, 0);
          return new DecimalFormat(pattern);
        },
      ]),
    ),
  });
  define('DecimalFormatSymbols', {
    construct: (args) => symbolsOf(args),
    statics: { 'getInstance 0 1': (_, args) => symbolsOf(args) },
  });
}

/** The marks of English are the only ones here: their name stands for them. */
function symbolsOf(args: Args): Value {
  refuseOtherMarks(args, 0);
  return 'en';
}

function refuseOtherMarks(args: Args, at: number): void {
  const locale = args[at];
  if (locale === undefined || locale === null || /^(?:en\b|en_|$)/.test(textOf(locale))) return;
  fail(
    'UnsupportedOperationException',
    `numbers are formatted as in English only, not for ${textOf(locale)}`,
  );
}

function patternOf(text: string): NumberPattern {
  if (/(?:^|[^#0,.])[0,]*#[#0,]*(?:\.[#0]*)?E0/.test(text))
    fail('UnsupportedOperationException', `an exponent in threes, "${text}", is not there: write 0.###E0`);
  return readNumberPattern(text) ?? fail('IllegalArgumentException', `Malformed pattern "${text}"`);
}

/** A number as `NumberFormat.getInstance()` has it. */
export function usualNumber(value: Value, pattern: string = usual): string {
  return formatted(value, patternOf(pattern), 'HALF_EVEN');
}

function formatted(value: Value, pattern: NumberPattern, rounding: Rounding): string {
  if (value instanceof Double || value instanceof Float) {
    if (Number.isNaN(value.value)) return '\u{fffd}';
    if (!Number.isFinite(value.value))
      return `${value.value < 0 ? '-' : ''}${pattern.prefix}\u{221e}${pattern.suffix}`;
  }
  return formatNumber(exactDecimal(value), pattern, rounding);
}

/** A double as the number that it is: 1.005 lies below 1.005. */
function exactDecimal(value: Value): BigDecimal {
  const exact =
    value instanceof Double && Math.abs(value.value) < 1e21
      ? parseDecimal(value.value.toFixed(20))
      : undefined;
  return exact ?? toDecimal(value);
}

const decimalFormatMethods: MethodTable<DecimalFormat> = {
  'format 1': (self, args) => {
    const value = valueAt(args, 0);
    if (!isNumber(value)) fail('IllegalArgumentException', 'Cannot format given Object as a Number');
    return formatted(value, self.pattern, self.rounding);
  },
  'parse 1': (self, args) => parseNumber(self, textAt(args, 0)),
  'setRoundingMode 1': (self, args) => {
    self.rounding = roundingOf(valueAt(args, 0));
    return null;
  },
  'applyPattern 1': (self, args) => {
    self.pattern = patternOf(textAt(args, 0));
    return null;
  },
  'setMaximumFractionDigits 1': (self, args) => {
    self.pattern.mostPart = intAt(args, 0);
    self.pattern.leastPart = Math.min(self.pattern.leastPart, self.pattern.mostPart);
    return null;
  },
  'setMinimumFractionDigits 1': (self, args) => {
    self.pattern.leastPart = intAt(args, 0);
    self.pattern.mostPart = Math.max(self.pattern.leastPart, self.pattern.mostPart);
    return null;
  },
  'setMinimumIntegerDigits 1': (self, args) => {
    self.pattern.leastWhole = intAt(args, 0);
    return null;
  },
  'setGroupingUsed 1': (self, args) => {
    self.pattern.grouping = isTrue(valueAt(args, 0)) ? self.pattern.grouping || 3 : 0;
    return null;
  },
  'setGroupingSize 1': (self, args) => {
    self.pattern.grouping = intAt(args, 0);
    return null;
  },
};

/** The number that a text begins with: a Long when it is whole, else a Double. */
function parseNumber({ pattern }: DecimalFormat, text: string): Value {
  const { prefix, suffix, power } = pattern;
  const isNegative = text.startsWith(`-${prefix}`);
  const rest = text.startsWith(prefix, isNegative ? 1 : 0)
    ? text.slice(prefix.length + (isNegative ? 1 : 0))
    : '';
  const [digits = ''] = /^[\d,]*(?:\.\d*)?(?:E-?\d+)?/.exec(rest) ?? [];
  const number = Number(digits.replaceAll(',', ''));
  if (!/\d/.test(digits) || !rest.slice(digits.length).startsWith(suffix))
    return fail('ParseException', `Unparseable number: "${text}"`);
  const value = (isNegative ? -number : number) / 10 ** power;
  return Number.isSafeInteger(value) ? BigInt(value) : new Double(value);
}
