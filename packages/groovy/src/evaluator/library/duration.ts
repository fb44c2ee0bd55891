import { numberAt, textAt, valueAt } from '../core/arguments.ts';
import { fail } from '../core/fail.ts';
import { isNumber, toBigInt, toInt } from '../core/numeric.ts';
import { fieldsAt, utc } from '../format/calendar.ts';
import type { MethodTable } from '../value/method.ts';
import type { GroovyClass } from '../value/object.ts';
import { Duration, Period, Temporal } from '../value/temporal.ts';
import type { Value } from '../value/value.ts';
import { define } from './define.ts';
import { monthsBetween } from './time-constants.ts';

const units = [
  ['Nanos', 1n],
  ['Millis', 1_000_000n],
  ['Seconds', 1_000_000_000n],
  ['Minutes', 60_000_000_000n],
  ['Hours', 3_600_000_000_000n],
  ['Days', 86_400_000_000_000n],
] as const;

/** java.time.Duration and Period. */
export function defineDuration(): void {
  define<Duration>('Duration', {
    constants: { ZERO: () => new Duration(0n) },
    statics: {
      ...Object.fromEntries(
        units.map(([name, nanos]) => [
          `of${name} 1`,
          (_: GroovyClass, args: readonly Value[]): Value => new Duration(toBigInt(valueAt(args, 0)) * nanos),
        ]),
      ),
      'between 2': (_, [from = null, to = null]) =>
        from instanceof Temporal && to instanceof Temporal
          ? new Duration(to.sortKey - from.sortKey)
          : fail('DateTimeException', 'between() needs two dates or times'),
      'parse 1': (_, args) => parseDuration(textAt(args, 0)),
    },
    methods: durationMethods,
  });
  const period = (months: number, days: number): Value => new Period(months, days);
  define<Period>('Period', {
    statics: {
      'ofDays 1': (_, args) => period(0, numberAt(args, 0)),
      'ofWeeks 1': (_, args) => period(0, numberAt(args, 0) * 7),
      'ofMonths 1': (_, args) => period(numberAt(args, 0), 0),
      'ofYears 1': (_, args) => period(numberAt(args, 0) * 12, 0),
      'of 3': (_, args) => period(numberAt(args, 0) * 12 + numberAt(args, 1), numberAt(args, 2)),
      'between 2': (_, [from = null, to = null]) =>
        from instanceof Temporal && to instanceof Temporal
          ? periodBetween(from, to)
          : fail('DateTimeException', 'between() needs two dates'),
    },
    methods: {
      'getYears 0': (self) => Math.trunc(self.months / 12),
      'getMonths 0': (self) => self.months % 12,
      'getDays 0': (self) => self.days,
      'toTotalMonths 0': (self) => BigInt(self.months),
      'toString 0': (self) => {
        const [years, months] = [Math.trunc(self.months / 12), self.months % 12];
        const text = `${years === 0 ? '' : `${years}Y`}${months === 0 ? '' : `${months}M`}${self.days === 0 ? '' : `${self.days}D`}`;
        return `P${text === '' ? '0D' : text}`;
      },
    },
  });
}

function periodBetween(from: Temporal, to: Temporal): Period {
  const months = monthsBetween(from, to);
  const { year, month, day } = fieldsAt(from.local, 'UTC');
  const last = new Date(utc(year, month + months + 1, 0)).getUTCDate();
  return new Period(
    months,
    Math.round((to.local - utc(year, month + months, Math.min(day, last))) / 86_400_000),
  );
}

function parseDuration(text: string): Value {
  const match = /^([+-])?PT?(?:(\d+)D)?T?(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+)(?:\.(\d+))?S)?$/i.exec(text);
  if (match === null) return fail('DateTimeParseException', `Text cannot be parsed to a Duration`);
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const nanos = whole * 1_000_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9));
  return new Duration(sign === '-' ? -nanos : nanos);
}

const durationMethods: MethodTable<Duration> = {
  ...Object.fromEntries(
    units.flatMap(([name, nanos]) => [
      [`to${name} 0`, (self: Duration): Value => self.nanos / nanos],
      [
        `plus${name} 1`,
        (self: Duration, args: readonly Value[]): Value =>
          new Duration(self.nanos + toBigInt(valueAt(args, 0)) * nanos),
      ],
      [
        `minus${name} 1`,
        (self: Duration, args: readonly Value[]): Value =>
          new Duration(self.nanos - toBigInt(valueAt(args, 0)) * nanos),
      ],
    ]),
  ),
  'getSeconds 0': (self) => self.nanos / 1_000_000_000n,
  'getNano 0': (self) => toInt(self.nanos % 1_000_000_000n),
  'toMinutesPart 0': (self) => toInt((self.nanos / 60_000_000_000n) % 60n),
  'toSecondsPart 0': (self) => toInt((self.nanos / 1_000_000_000n) % 60n),
  'toHoursPart 0': (self) => toInt((self.nanos / 3_600_000_000_000n) % 24n),
  'toMillisPart 0': (self) => toInt((self.nanos / 1_000_000n) % 1000n),
  'plus 1': (self, [other = null]) =>
    new Duration(self.nanos + (other instanceof Duration ? other.nanos : 0n)),
  'minus 1': (self, [other = null]) =>
    new Duration(self.nanos - (other instanceof Duration ? other.nanos : 0n)),
  'multipliedBy|multiply 1': (self, [by = null]) =>
    new Duration(self.nanos * toBigInt(isNumber(by) ? by : 1)),
  'dividedBy|div 1': (self, [by = null]) => new Duration(self.nanos / toBigInt(isNumber(by) ? by : 1)),
  'isNegative 0': (self) => self.nanos < 0n,
  'isZero 0': (self) => self.nanos === 0n,
  'abs 0': (self) => new Duration(self.nanos < 0n ? -self.nanos : self.nanos),
  'negated 0': (self) => new Duration(-self.nanos),
  'equals 1': (self, [other = null]) => other instanceof Duration && other.nanos === self.nanos,
  'compareTo 1': (self, [other = null]) =>
    other instanceof Duration ? Number(self.nanos > other.nanos) - Number(self.nanos < other.nanos) : 0,
  'toString 0': (self) => durationText(self.nanos),
};

/** `PT1H30M5.25S` */
function durationText(nanos: bigint): string {
  if (nanos === 0n) return 'PT0S';
  const seconds = nanos / 1_000_000_000n;
  const [hours, minutes, rest] = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n];
  const fraction = String(nanos % 1_000_000_000n)
    .replace('-', '')
    .padStart(9, '0')
    .replace(/0+$/, '');
  const last =
    rest === 0n && fraction === ''
      ? ''
      : `${nanos < 0n && rest === 0n ? '-' : ''}${rest}${fraction === '' ? '' : `.${fraction}`}S`;
  return `PT${hours === 0n ? '' : `${hours}H`}${minutes === 0n ? '' : `${minutes}M`}${last}`;
}
