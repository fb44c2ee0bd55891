import { intAt, numberAt, textAt, valueAt } from '../core/arguments.ts';
import { fail } from '../core/fail.ts';
import { fieldsAt, utc } from '../format/calendar.ts';
import { known } from '../value/classes.ts';
import { JavaDate, Zone } from '../value/date.ts';
import type { Args, MethodTable } from '../value/method.ts';
import { Duration, Temporal } from '../value/temporal.ts';
import type { Value } from '../value/value.ts';
import { constantsOf, dayOfWeek, monthOf, unitAt } from './time-constants.ts';
import { isoText, moved, truncated, withField } from './temporal.ts';

import { as, atZone, format, Formatter, instant, make, temporalAt, zoneAt } from './temporal-values.ts';

const fieldsOf = (value: Temporal): ReturnType<typeof fieldsAt> => fieldsAt(value.local, 'UTC', value.nanos);

/** Methods of the types of java.time that have a date or a time. */
export const temporalMethods: MethodTable<Temporal> = {
  'toString 0': (self) => isoText(self),
  'format 1': (self, args) => {
    const formatter = valueAt(args, 0);
    return format(self, formatter instanceof Formatter ? formatter : new Formatter(textAt(args, 0)));
  },
  'getYear 0': (self) => fieldsOf(self).year,
  'getMonthValue 0': (self) => fieldsOf(self).month,
  'getMonth 0': (self) => monthOf(fieldsOf(self).month),
  'getDayOfMonth 0': (self) => fieldsOf(self).day,
  'getDayOfYear 0': (self) => fieldsOf(self).dayOfYear,
  'getDayOfWeek 0': (self) => dayOfWeek(fieldsOf(self).weekday),
  'getHour 0': (self) => fieldsOf(self).hour,
  'getMinute 0': (self) => fieldsOf(self).minute,
  'getSecond 0': (self) => fieldsOf(self).second,
  'getNano 0': (self) => fieldsOf(self).nano,
  'lengthOfMonth 0': (self) => new Date(utc(fieldsOf(self).year, fieldsOf(self).month + 1, 0)).getUTCDate(),
  'isLeapYear 0': (self) => new Date(utc(fieldsOf(self).year, 3, 0)).getUTCDate() === 29,
  'toEpochMilli 0': (self) => BigInt(self.moment),
  'getEpochSecond|toEpochSecond 0 1': (self) => BigInt(Math.floor(self.moment / 1000)),
  'toEpochDay 0': (self) => BigInt(Math.floor(self.local / 86_400_000)),
  'toInstant 0 1': (self) => instant(self.moment, self.nanos),
  'toLocalDate 0': (self) => as('LocalDate', self),
  'toLocalTime 0': (self) => as('LocalTime', self),
  'toLocalDateTime 0': (self) => as('LocalDateTime', self),
  'toDate 0': (self) => new JavaDate(self.moment),
  'atZone 1': (self, args) =>
    self.type === 'Instant'
      ? atZone('ZonedDateTime', self.moment, self.nanos, zoneAt(args, 0))
      : make('ZonedDateTime', self.local, self.nanos, zoneAt(args, 0)),
  'atOffset 1': (self, args) =>
    self.type === 'Instant'
      ? atZone('OffsetDateTime', self.moment, self.nanos, zoneAt(args, 0))
      : make('OffsetDateTime', self.local, self.nanos, zoneAt(args, 0)),
  'withZoneSameInstant 1': (self, args) => atZone('ZonedDateTime', self.moment, self.nanos, zoneAt(args, 0)),
  'withZoneSameLocal 1': (self, args) => make('ZonedDateTime', self.local, self.nanos, zoneAt(args, 0)),
  'getZone|getOffset 0': (self) => new Zone(self.zone ?? 'UTC', known('ZoneId')),
  'atStartOfDay 0 1': (self, args) =>
    args.length > 0
      ? make('ZonedDateTime', self.local, 0, zoneAt(args, 0))
      : make('LocalDateTime', self.local, 0),
  'atTime 1 3': (self, args) =>
    make(
      'LocalDateTime',
      self.local +
        (args[0] instanceof Temporal
          ? args[0].local
          : utc(
              1970,
              1,
              1,
              intAt(args, 0),
              args.length > 1 ? intAt(args, 1) : 0,
              args.length > 2 ? intAt(args, 2) : 0,
            )),
      0,
    ),
  'isBefore 1': (self, args) => self.sortKey < temporalAt(args, 0).sortKey,
  'isAfter 1': (self, args) => self.sortKey > temporalAt(args, 0).sortKey,
  'isEqual 1': (self, args) => self.sortKey === temporalAt(args, 0).sortKey,
  'equals 1': (self, [other = null]) =>
    other instanceof Temporal && other.cls === self.cls && other.hashKey === self.hashKey,
  'compareTo 1': (self, args) =>
    self.sortKey < temporalAt(args, 0).sortKey ? -1 : self.sortKey > temporalAt(args, 0).sortKey ? 1 : 0,
  'until 2': (self, args) => unitAt(args, 1).between(self, temporalAt(args, 0)),
  'truncatedTo 1': (self, args) => truncated(self, unitAt(args, 0).name),
  'plus 1': (self, args) => moved(self, amountAt(args), 1),
  'minus 1': (self, args) => moved(self, amountAt(args), -1),
  'plus 2': (self, args) => moved(self, { unit: unitAt(args, 1).name, amount: numberAt(args, 0) }, 1),
  'minus 2': (self, args) => moved(self, { unit: unitAt(args, 1).name, amount: numberAt(args, 0) }, -1),
  ...Object.fromEntries(
    constantsOf.units.flatMap(([name, unit]) => [
      [
        `plus${name} 1`,
        (self: Temporal, args: Args): Value => moved(self, { unit, amount: numberAt(args, 0) }, 1),
      ],
      [
        `minus${name} 1`,
        (self: Temporal, args: Args): Value => moved(self, { unit, amount: numberAt(args, 0) }, -1),
      ],
    ]),
  ),
  ...Object.fromEntries(
    ['Year', 'Month', 'DayOfMonth', 'DayOfYear', 'Hour', 'Minute', 'Second', 'Nano'].map((field) => [
      `with${field} 1`,
      (self: Temporal, args: Args): Value => withField(self, field, intAt(args, 0)),
    ]),
  ),
};

function amountAt(args: Args): Parameters<typeof moved>[1] {
  const amount = valueAt(args, 0);
  if (amount instanceof Duration) return { unit: 'NANOS', amount: Number(amount.nanos) };
  if (typeof amount === 'number') return { unit: 'DAYS', amount };
  if (amount !== null && typeof amount === 'object' && 'months' in amount && 'days' in amount)
    return { unit: 'PERIOD', amount: Number(amount.days), months: Number(amount.months) };
  return fail('DateTimeException', 'the amount is no Duration or Period');
}
