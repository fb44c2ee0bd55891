import { intAt, numberAt, textAt, valueAt } from '../core/arguments.ts';
import { fail } from '../core/fail.ts';
import { defaultZone, fieldsAt, isoWeek, momentOf, utc } from '../format/calendar.ts';
import { formatDate } from '../format/date-pattern.ts';
import { known } from '../value/classes.ts';
import { JavaDate, Zone } from '../value/date.ts';
import type { MethodTable } from '../value/method.ts';
import { GroovyObject, type GroovyClass } from '../value/object.ts';
import type { Value } from '../value/value.ts';
import { define } from './define.ts';

/** A java.util.Calendar. */
export class Calendar extends GroovyObject {
  time: number;
  zone: string;

  constructor(time: number, zone: string) {
    super();
    this.time = time;
    this.zone = zone;
  }

  get cls(): GroovyClass {
    return known('GregorianCalendar');
  }

  get hashKey(): string {
    return `${this.time} ${this.zone}`;
  }

  get sortKey(): number {
    return this.time;
  }
}

/** The fields by their numbers in java.util.Calendar. */
const numbers = {
  YEAR: 1,
  MONTH: 2,
  WEEK_OF_YEAR: 3,
  WEEK_OF_MONTH: 4,
  DATE: 5,
  DAY_OF_MONTH: 5,
  DAY_OF_YEAR: 6,
  DAY_OF_WEEK: 7,
  AM_PM: 9,
  HOUR: 10,
  HOUR_OF_DAY: 11,
  MINUTE: 12,
  SECOND: 13,
  MILLISECOND: 14,
} as const;

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
const days = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];

/** The value of a field; months are counted from 0, as in Java. */
export function fieldOf(self: Calendar, field: number): number {
  const fields = fieldsAt(self.time, self.zone);
  switch (field) {
    case 1:
      return fields.year;
    case 2:
      return fields.month - 1;
    case 3:
      return isoWeek(fields).week;
    case 4:
      return Math.ceil(fields.day / 7);
    case 5:
      return fields.day;
    case 6:
      return fields.dayOfYear;
    case 7:
      return fields.weekday;
    case 9:
      return fields.hour < 12 ? 0 : 1;
    case 10:
      return fields.hour % 12;
    case 11:
      return fields.hour;
    case 12:
      return fields.minute;
    case 13:
      return fields.second;
    case 14:
      return Math.floor(fields.nano / 1_000_000);
    default:
      return fail('ArrayIndexOutOfBoundsException', `Index ${field} out of bounds for length 17`);
  }
}

/** Sets a field, or moves it; what is too large runs over into the next one. */
function change(self: Calendar, field: number, value: number, add: boolean): void {
  const { year, month, day, hour, minute, second, nano } = fieldsAt(self.time, self.zone);
  const parts: [number, number, number, number, number, number, number] = [
    year,
    month,
    day,
    hour,
    minute,
    second,
    Math.floor(nano / 1_000_000),
  ];
  const index = { 1: 0, 2: 1, 5: 2, 6: 2, 7: 2, 3: 2, 10: 3, 11: 3, 12: 4, 13: 5, 14: 6 }[field] ?? 2;
  const by = field === 3 ? value * 7 : value;
  if (add) parts[index] = (parts[index] ?? 0) + by;
  else if (field === 6) [parts[1], parts[2]] = [1, value];
  else if (field === 7) parts[2] += value - fieldOf(self, 7);
  else if (field === 3) parts[2] += (value - fieldOf(self, 3)) * 7;
  else parts[index] = field === 2 ? value + 1 : value;
  if (add && index < 2) parts[2] = Math.min(day, lastDay(parts[0], parts[1]));
  self.time = momentOf(utc(...parts), self.zone);
}

function lastDay(year: number, month: number): number {
  return new Date(utc(year, month + 1, 0)).getUTCDate();
}

export function defineCalendar(): void {
  const make = (zone: Value | undefined): Calendar =>
    new Calendar(Date.now(), zone instanceof Zone ? zone.name : defaultZone());
  define('Calendar', {
    statics: { 'getInstance 0 2': (_, [zone]) => make(zone) },
    constants: {
      ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, (): Value => value])),
      ...Object.fromEntries(months.map((name, index) => [name, (): Value => index])),
      ...Object.fromEntries(days.map((name, index) => [name, (): Value => index + 1])),
      AM: () => 0,
      PM: () => 1,
    },
    methods: calendarMethods as MethodTable<Value>,
  });
  define('GregorianCalendar', {
    construct: (args) => {
      const calendar = make(args[0]);
      if (args.length < 3) return calendar;
      const [year = 0, month = 0, day = 1, hour = 0, minute = 0, second = 0] = args.map((_, index) =>
        intAt(args, index),
      );
      calendar.time = momentOf(utc(year, month + 1, day, hour, minute, second), calendar.zone);
      return calendar;
    },
  });
}

const calendarMethods: MethodTable<Calendar> = {
  'get|getAt 1': (self, args) => fieldOf(self, intAt(args, 0)),
  'set 2': (self, args) => {
    change(self, intAt(args, 0), intAt(args, 1), false);
    return null;
  },
  'putAt 2': (self, args) => {
    change(self, intAt(args, 0), intAt(args, 1), false);
    return null;
  },
  'set 3 6': (self, args) => {
    const [year = 0, month = 0, day = 1, hour = 0, minute = 0, second = 0] = args.map((_, index) =>
      intAt(args, index),
    );
    self.time = momentOf(utc(year, month + 1, day, hour, minute, second), self.zone);
    return null;
  },
  'add|roll 2': (self, args) => {
    change(self, intAt(args, 0), intAt(args, 1), true);
    return null;
  },
  'getTime 0': (self) => new JavaDate(self.time),
  'setTime 1': (self, args) => {
    const date = valueAt(args, 0);
    if (date instanceof JavaDate) self.time = date.time;
    return null;
  },
  'getTimeInMillis 0': (self) => BigInt(self.time),
  'setTimeInMillis 1': (self, args) => {
    self.time = numberAt(args, 0);
    return null;
  },
  'setTimeZone 1': (self, [zone = null]) => {
    if (zone instanceof Zone) self.zone = zone.name;
    return null;
  },
  'getTimeZone 0': (self) => new Zone(self.zone),
  'getActualMaximum 1': (self, args) => {
    const { year, month } = fieldsAt(self.time, self.zone);
    return intAt(args, 0) === 5
      ? lastDay(year, month)
      : ({ 2: 11, 6: lastDay(year, 2) + 337, 7: 7, 11: 23, 12: 59, 13: 59 }[intAt(args, 0)] ?? 0);
  },
  'before 1': (self, [other = null]) => other instanceof Calendar && self.time < other.time,
  'after 1': (self, [other = null]) => other instanceof Calendar && self.time > other.time,
  'clear 0': (self) => {
    self.time = momentOf(0, self.zone);
    return null;
  },
  'format 1': (self, args) => formatDate(fieldsAt(self.time, self.zone), textAt(args, 0)),
  'clone 0': (self) => new Calendar(self.time, self.zone),
};
