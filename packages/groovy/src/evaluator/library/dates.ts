import { intAt, numberAt, textAt, valueAt } from '../core/arguments.ts';
import { fail } from '../core/fail.ts';
import { isNumber, toNumber } from '../core/numeric.ts';
import { textOf } from '../core/text.ts';
import { defaultZone, fieldsAt, knownZone, momentOf, offsetAt, utc } from '../format/calendar.ts';
import { formatDate, momentParsed, parseDate } from '../format/date-pattern.ts';
import { known } from '../value/classes.ts';
import { JavaDate, Zone } from '../value/date.ts';
import type { Args, MethodTable } from '../value/method.ts';
import { GroovyObject, type GroovyClass } from '../value/object.ts';
import type { Value } from '../value/value.ts';
import { Calendar, defineCalendar, fieldOf } from './calendar.ts';
import { define } from './define.ts';

const day = 86_400_000;
const usual = 'EEE MMM dd HH:mm:ss zzz yyyy';

/** java.util.Date, Calendar, TimeZone, Locale and java.text.SimpleDateFormat. */
export function defineDates(): void {
  define<JavaDate>('Date', {
    construct: (args) => makeDate(args),
    statics: {
      'parse 2 3': (_, args) => new JavaDate(parse(textAt(args, 1), textAt(args, 0), zoneAt(args, 2))),
      'parse 1': (_, args) => new JavaDate(Date.parse(textAt(args, 0))),
      'from 1': (_, args) => new JavaDate(momentAt(args, 0)),
    },
    methods: dateMethods,
  });
  defineCalendar();
  define<Zone>('TimeZone', {
    statics: {
      'getTimeZone 1': (_, args) => new Zone(knownZone(textOf(valueAt(args, 0))) ?? 'GMT'),
      'getDefault 0': () => new Zone(defaultZone()),
    },
    methods: {
      'getID|toString 0': (self) => self.name,
      'getRawOffset 0': (self) => offsetAt(Date.UTC(2020, 0, 1), self.name) * 60_000,
      'getOffset 1': (self, args) => offsetAt(numberAt(args, 0), self.name) * 60_000,
      'toZoneId 0': (self) => new Zone(self.name, known('ZoneId')),
    },
  });
  const locale = (name: string) => (): Value => name;
  define('Locale', {
    construct: (args) => args.map((each) => textOf(each)).join('_'),
    statics: { 'getDefault 0': () => 'en_US' },
    constants: {
      US: locale('en_US'),
      ENGLISH: locale('en'),
      UK: locale('en_GB'),
      ROOT: locale(''),
      GERMANY: locale('de_DE'),
      FRANCE: locale('fr_FR'),
    },
  });
  define<DateFormat>('SimpleDateFormat', {
    construct: (args) => new DateFormat(args.length > 0 ? textAt(args, 0) : 'M/d/yy h:mm a'),
    methods: dateFormatMethods,
  });
}

function makeDate(args: Args): Value {
  const [first = null] = args;
  if (args.length === 0) return new JavaDate(Date.now());
  if (args.length >= 3) {
    const [year = 0, month = 0, date = 1, hour = 0, minute = 0, second = 0] = args.map(toNumber);
    return new JavaDate(momentOf(utc(year + 1900, month + 1, date, hour, minute, second), defaultZone()));
  }
  if (typeof first === 'string') {
    const time = Date.parse(first);
    return Number.isNaN(time) ? fail('IllegalArgumentException', 'the text is no date') : new JavaDate(time);
  }
  return new JavaDate(first instanceof JavaDate ? first.time : numberAt(args, 0));
}

function momentAt(args: Args, index: number): number {
  const value = valueAt(args, index);
  if (value instanceof JavaDate) return value.time;
  if (value instanceof Calendar) return value.time;
  if (value !== null && typeof value === 'object' && 'moment' in value && typeof value.moment === 'number')
    return value.moment;
  return numberAt(args, index);
}

function zoneAt(args: Args, index: number): string {
  const value = args[index];
  return value instanceof Zone ? value.name : defaultZone();
}

function parse(text: string, pattern: string, zone: string): number {
  const parsed = parseDate(text, pattern);
  return parsed === undefined
    ? fail('ParseException', `Unparseable date: "${text}"`)
    : momentParsed(parsed, zone);
}

const dateMethods: MethodTable<JavaDate> = {
  'getTime|toEpochMilli 0': (self) => BigInt(self.time),
  'setTime 1': (self, args) => {
    self.time = numberAt(args, 0);
    return null;
  },
  'format 1 2': (self, args) => formatDate(fieldsAt(self.time, zoneAt(args, 1)), textAt(args, 0)),
  'toString 0': (self) => formatDate(fieldsAt(self.time, defaultZone()), usual),
  'getDateString 0': (self) => formatDate(fieldsAt(self.time, defaultZone()), 'M/d/yy'),
  'getTimeString 0': (self) => formatDate(fieldsAt(self.time, defaultZone()), 'h:mm:ss a'),
  'getDateTimeString 0': (self) => formatDate(fieldsAt(self.time, defaultZone()), 'M/d/yy h:mm:ss a'),
  'toGMTString 0': (self) => formatDate(fieldsAt(self.time, 'GMT'), "d MMM yyyy HH:mm:ss 'GMT'"),
  'plus 1': (self, args) => new JavaDate(self.time + numberAt(args, 0) * day),
  'minus 1': (self, args) => {
    const other = valueAt(args, 0);
    return isNumber(other)
      ? new JavaDate(self.time - toNumber(other) * day)
      : Math.trunc((startOfDay(self.time) - startOfDay(momentAt(args, 0))) / day);
  },
  'next 0': (self) => new JavaDate(self.time + day),
  'previous 0': (self) => new JavaDate(self.time - day),
  'before 1': (self, args) => self.time < momentAt(args, 0),
  'after 1': (self, args) => self.time > momentAt(args, 0),
  'compareTo 1': (self, args) => Math.sign(self.time - momentAt(args, 0)),
  'equals 1': (self, [other = null]) => other instanceof JavaDate && other.time === self.time,
  'clearTime 0': (self) => {
    self.time = startOfDay(self.time);
    return self;
  },
  'clone 0': (self) => new JavaDate(self.time),
  'toCalendar 0': (self) => new Calendar(self.time, defaultZone()),
  'toInstant 0': (self) => self,
  'toTimestamp 0': (self) => new JavaDate(self.time),
  'getAt 1': (self, args) => fieldOf(new Calendar(self.time, defaultZone()), intAt(args, 0)),
  'getYear 0': (self) => fieldsAt(self.time, defaultZone()).year - 1900,
  'getMonth 0': (self) => fieldsAt(self.time, defaultZone()).month - 1,
  'getDate 0': (self) => fieldsAt(self.time, defaultZone()).day,
  'getDay 0': (self) => fieldsAt(self.time, defaultZone()).weekday - 1,
  'getHours 0': (self) => fieldsAt(self.time, defaultZone()).hour,
  'getMinutes 0': (self) => fieldsAt(self.time, defaultZone()).minute,
  'getSeconds 0': (self) => fieldsAt(self.time, defaultZone()).second,
  'getTimezoneOffset 0': (self) => -offsetAt(self.time, defaultZone()),
};

function startOfDay(time: number): number {
  const { year, month, day: date } = fieldsAt(time, defaultZone());
  return momentOf(utc(year, month, date), defaultZone());
}

/** A java.text.SimpleDateFormat. */
class DateFormat extends GroovyObject {
  pattern: string;
  zone: string = defaultZone();

  constructor(pattern: string) {
    super();
    this.pattern = pattern;
  }

  get cls(): GroovyClass {
    return known('SimpleDateFormat');
  }
}

const dateFormatMethods: MethodTable<DateFormat> = {
  'format 1': (self, args) => formatDate(fieldsAt(momentAt(args, 0), self.zone), self.pattern),
  'parse 1': (self, args) => new JavaDate(parse(textAt(args, 0), self.pattern, self.zone)),
  'setTimeZone 1': (self, args) => {
    self.zone = zoneAt(args, 0);
    return null;
  },
  'getTimeZone 0': (self) => new Zone(self.zone),
  'setLenient 1': () => null,
  'applyPattern 1': (self, args) => {
    self.pattern = textAt(args, 0);
    return null;
  },
  'toPattern 0': (self) => self.pattern,
};
