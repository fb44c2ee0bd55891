import { textAt, valueAt } from '../core/arguments.ts';
import { fail } from '../core/fail.ts';
import { fieldsAt } from '../format/calendar.ts';
import { known } from '../value/classes.ts';
import type { Args } from '../value/method.ts';
import { Temporal, TimeConstant } from '../value/temporal.ts';
import type { Value } from '../value/value.ts';
import { define } from './define.ts';

const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const months = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
];
const unitNames = [
  'NANOS',
  'MICROS',
  'MILLIS',
  'SECONDS',
  'MINUTES',
  'HOURS',
  'HALF_DAYS',
  'DAYS',
  'WEEKS',
  'MONTHS',
  'YEARS',
  'DECADES',
];

/** The units by the word in `plusDays` and its like. */
export const constantsOf: { readonly units: readonly (readonly [string, string])[] } = {
  units: [
    ['Nanos', 'NANOS'],
    ['Millis', 'MILLIS'],
    ['Seconds', 'SECONDS'],
    ['Minutes', 'MINUTES'],
    ['Hours', 'HOURS'],
    ['Days', 'DAYS'],
    ['Weeks', 'WEEKS'],
    ['Months', 'MONTHS'],
    ['Years', 'YEARS'],
  ],
};

/** A java.time.temporal.ChronoUnit. */
export class ChronoUnit extends TimeConstant {
  /** Whole units from one value to another. */
  between(from: Temporal, to: Temporal): bigint {
    if (this.name === 'MONTHS' || this.name === 'YEARS' || this.name === 'DECADES') {
      const count = BigInt(monthsBetween(from, to));
      return this.name === 'MONTHS' ? count : this.name === 'YEARS' ? count / 12n : count / 120n;
    }
    const [a, b] =
      this.ordinal >= 7
        ? [BigInt(from.local) * 1_000_000n, BigInt(to.local) * 1_000_000n]
        : [from.sortKey, to.sortKey];
    return (b - a) / (nanosOf.get(this.name) ?? 1n);
  }
}

const nanosOf: ReadonlyMap<string, bigint> = new Map<string, bigint>([
  ['NANOS', 1n],
  ['MICROS', 1000n],
  ['MILLIS', 1_000_000n],
  ['SECONDS', 1_000_000_000n],
  ['MINUTES', 60_000_000_000n],
  ['HOURS', 3_600_000_000_000n],
  ['HALF_DAYS', 43_200_000_000_000n],
  ['DAYS', 86_400_000_000_000n],
  ['WEEKS', 604_800_000_000_000n],
]);

export function monthsBetween(from: Temporal, to: Temporal): number {
  const [a, b] = [fieldsAt(from.local, 'UTC'), fieldsAt(to.local, 'UTC')];
  const count = (b.year - a.year) * 12 + b.month - a.month;
  if (count > 0 && b.day < a.day) return count - 1;
  return count < 0 && b.day > a.day ? count + 1 : count;
}

const constants = new Map<string, TimeConstant>();

/** Monday for 2, as a Calendar counts. */
export function dayOfWeek(weekday: number): TimeConstant {
  return constantNamed(days[(weekday + 5) % 7] ?? '');
}

export function monthOf(month: number): TimeConstant {
  return constantNamed(months[month - 1] ?? '');
}

function constantNamed(name: string): TimeConstant {
  return constants.get(name) ?? fail('IllegalArgumentException', `No enum constant ${name}`);
}

export function unitAt(args: Args, index: number): ChronoUnit {
  const unit = valueAt(args, index);
  return unit instanceof ChronoUnit ? unit : fail('IllegalArgumentException', 'the unit is no ChronoUnit');
}

/** DayOfWeek, Month and ChronoUnit. */
export function defineTimeConstants(): void {
  for (const [type, names] of [
    ['DayOfWeek', days],
    ['Month', months],
    ['ChronoUnit', unitNames],
  ] as const) {
    const cls = known(type);
    const made = names.map((name, ordinal) =>
      type === 'ChronoUnit' ? new ChronoUnit(name, ordinal, cls) : new TimeConstant(name, ordinal, cls),
    );
    for (const constant of made) constants.set(constant.name, constant);
    define<TimeConstant>(type, {
      constants: Object.fromEntries(made.map((constant) => [constant.name, (): Value => constant])),
      statics: {
        'values 0': () => made,
        'valueOf 1': (_, args) => constantNamed(textAt(args, 0)),
        'of 1': (_, [index = null]) =>
          made[Number(index) - 1] ?? fail('DateTimeException', `Invalid value for ${type}`),
      },
      methods: {
        'toString 0': (self) =>
          type === 'ChronoUnit' ? self.name.charAt(0) + self.name.slice(1).toLowerCase() : self.name,
        'name 0': (self) => self.name,
        'ordinal 0': (self) => self.ordinal,
        'getValue 0': (self) => self.ordinal + 1,
        'plus 1': (self, [by = null]) =>
          made[(((self.ordinal + Number(by)) % made.length) + made.length) % made.length] ?? null,
        'minus 1': (self, [by = null]) =>
          made[(((self.ordinal - Number(by)) % made.length) + made.length) % made.length] ?? null,
        'compareTo 1': (self, [other = null]) =>
          self.ordinal - (other instanceof TimeConstant ? other.ordinal : 0),
        'between 2': (self, [from = null, to = null]) =>
          self instanceof ChronoUnit && from instanceof Temporal && to instanceof Temporal
            ? self.between(from, to)
            : fail('DateTimeException', 'between() needs two dates or times'),
      },
    });
  }
}
