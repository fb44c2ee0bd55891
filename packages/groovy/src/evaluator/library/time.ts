import { intAt, numberAt, textAt, valueAt } from '../core/arguments.ts';
import { fail } from '../core/fail.ts';
import { toBigInt } from '../core/numeric.ts';
import { defaultZone, fieldsAt, knownZone, momentOf, offsetText, utc } from '../format/calendar.ts';
import { formatDate, parseDate } from '../format/date-pattern.ts';
import { known } from '../value/classes.ts';
import { JavaDate, Zone } from '../value/date.ts';
import type { Args, MethodTable } from '../value/method.ts';
import { GroovyObject, type GroovyClass } from '../value/object.ts';
import { Duration, Temporal, type TemporalKind, TimeConstant } from '../value/temporal.ts';
import type { Value } from '../value/value.ts';
import { define } from './define.ts';
import { defineDuration } from './duration.ts';
import { constantsOf, dayOfWeek, defineTimeConstants, monthOf, unitAt } from './time-constants.ts';
import { isoText, moved, truncated, withField } from './temporal.ts';

/** A java.time.format.DateTimeFormatter. */
class Formatter extends GroovyObject {
  readonly pattern: string;
  readonly zone: string | undefined;

  constructor(pattern: string, zone?: string) {
    super();
    this.pattern = pattern;
    this.zone = zone;
  }

  get cls(): GroovyClass {
    return known('DateTimeFormatter');
  }
}

const iso: Readonly<Record<string, string>> = {
  ISO_LOCAL_DATE: 'yyyy-MM-dd',
  ISO_DATE: 'yyyy-MM-dd',
  ISO_LOCAL_TIME: 'HH:mm:ss',
  ISO_LOCAL_DATE_TIME: "yyyy-MM-dd'T'HH:mm:ss",
  ISO_DATE_TIME: "yyyy-MM-dd'T'HH:mm:ssXXX",
  ISO_OFFSET_DATE_TIME: "yyyy-MM-dd'T'HH:mm:ssXXX",
  ISO_ZONED_DATE_TIME: "yyyy-MM-dd'T'HH:mm:ssXXX",
  ISO_INSTANT: "yyyy-MM-dd'T'HH:mm:ss'Z'",
  BASIC_ISO_DATE: 'yyyyMMdd',
  RFC_1123_DATE_TIME: "EEE, d MMM yyyy HH:mm:ss 'GMT'",
};

/** java.time: dates, times, instants, durations and their formatter. */
export function defineTime(): void {
  defineTimeConstants();
  defineDuration();
  for (const type of [
    'LocalDate',
    'LocalTime',
    'LocalDateTime',
    'Instant',
    'ZonedDateTime',
    'OffsetDateTime',
  ] as const)
    define<Temporal>(type, { statics: staticsOf(type), methods: temporalMethods });
  define<Formatter>('DateTimeFormatter', {
    statics: { 'ofPattern 1 2': (_, args) => new Formatter(textAt(args, 0)) },
    constants: Object.fromEntries(
      Object.entries(iso).map(([name, pattern]) => [name, (): Value => new Formatter(pattern)]),
    ),
    methods: {
      'format 1': (self, args) => format(temporalAt(args, 0), self),
      'withZone 1': (self, args) => new Formatter(self.pattern, zoneAt(args, 0)),
      'withLocale 1': (self) => self,
      'parse 1': (self, args) => read('LocalDateTime', textAt(args, 0), self),
    },
  });
  define<Zone>('ZoneId', {
    statics: {
      'of 1': (_, args) =>
        new Zone(
          knownZone(textAt(args, 0)) ??
            fail(
              'DateTimeException',
              `Invalid ID for region-based ZoneId, invalid format: ${textAt(args, 0)}`,
            ),
          known('ZoneId'),
        ),
      'systemDefault 0': () => new Zone(defaultZone(), known('ZoneId')),
    },
    methods: { 'getId|toString 0': (self) => self.name },
  });
  define('ZoneOffset', {
    constants: { UTC: () => new Zone('Z', known('ZoneId')) },
    statics: {
      'of 1': (_, args) => new Zone(textAt(args, 0), known('ZoneId')),
      'ofHours 1': (_, args) => new Zone(offsetText(intAt(args, 0) * 60, ':'), known('ZoneId')),
    },
  });
  define<JavaDate>('Date', { methods: { 'toInstant 0': (self) => instant(self.time, 0) } });
}

function instant(moment: number, nanos: number): Temporal {
  return new Temporal('Instant', moment, nanos, 'UTC', moment);
}

/** A value of a type from a local time. */
function make(type: TemporalKind, local: number, nanos: number, zone?: string): Temporal {
  const own = zone ?? (type === 'Instant' ? 'UTC' : undefined);
  return new Temporal(type, local, nanos, own, own === undefined ? local : momentOf(local, own));
}

function atZone(type: TemporalKind, moment: number, nanos: number, zone: string): Temporal {
  const { offset } = fieldsAt(moment, zone);
  return new Temporal(type, moment + offset * 60_000, nanos, zone, moment);
}

function zoneAt(args: Args, index: number): string {
  const zone = args[index];
  return zone instanceof Zone ? zone.name : defaultZone();
}

export function temporalAt(args: Args, index: number): Temporal {
  const value = valueAt(args, index);
  if (value instanceof Temporal) return value;
  if (value instanceof JavaDate) return instant(value.time, 0);
  return fail('DateTimeException', 'the value is no date or time');
}

function now(type: TemporalKind, args: Args): Temporal {
  const moment = Date.now();
  const zone = zoneAt(args, 0);
  if (type === 'Instant') return instant(moment, 0);
  const here = atZone('ZonedDateTime', moment, 0, zone);
  return as(type, here);
}

/** The value as another type: without its zone, its time or its date. */
function as(type: TemporalKind, value: Temporal): Temporal {
  const day = 86_400_000;
  const within = ((value.local % day) + day) % day;
  if (type === 'LocalDate') return make(type, value.local - within, 0);
  if (type === 'LocalTime') return make(type, within, value.nanos);
  if (type === 'LocalDateTime') return make(type, value.local, value.nanos);
  if (type === 'Instant') return instant(value.moment, value.nanos);
  return atZone(type, value.moment, value.nanos, value.zone ?? defaultZone());
}

function staticsOf(type: TemporalKind): MethodTable<GroovyClass> {
  return {
    'now 0 1': (_, args) => now(type, args),
    of: (_, args) => of(type, args),
    'parse 1 2': (_, args) => read(type, textAt(args, 0), args[1] instanceof Formatter ? args[1] : undefined),
    'ofEpochMilli 1': (_, args) => instant(numberAt(args, 0), 0),
    'ofEpochSecond 1': (_, args) => instant(numberAt(args, 0) * 1000, 0),
    'ofEpochDay 1': (_, args) => make('LocalDate', numberAt(args, 0) * 86_400_000, 0),
    'ofInstant 2': (_, args) =>
      as(
        type,
        atZone('ZonedDateTime', temporalAt(args, 0).moment, temporalAt(args, 0).nanos, zoneAt(args, 1)),
      ),
  };
}

function of(type: TemporalKind, args: Args): Temporal {
  if (args[0] instanceof Temporal) {
    const date = temporalAt(args, 0);
    const time = args[1] instanceof Temporal ? args[1] : undefined;
    return make(
      type,
      date.local + (time?.local ?? 0),
      time?.nanos ?? date.nanos,
      type === 'ZonedDateTime' || type === 'OffsetDateTime' ? zoneAt(args, args.length - 1) : undefined,
    );
  }
  const zone = args.at(-1) instanceof Zone ? zoneAt(args, args.length - 1) : undefined;
  const numbers = args
    .filter((each) => !(each instanceof Zone))
    .map((each) => (each instanceof TimeConstant ? each.ordinal + 1 : Number(toBigInt(each))));
  if (type === 'LocalTime') {
    const [hour = 0, minute = 0, second = 0, nano = 0] = numbers;
    return make(type, utc(1970, 1, 1, hour, minute, second, Math.floor(nano / 1e6)), nano % 1e6);
  }
  const [year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, nano = 0] = numbers;
  const local = utc(year, month, day, hour, minute, second, Math.floor(nano / 1e6));
  if (new Date(utc(year, month, day)).getUTCDate() !== day)
    return fail('DateTimeException', `Invalid date '${month} ${day}'`);
  return make(type, local, nano % 1e6, zone);
}

const isoPattern =
  /^(?:([+-]?\d{4,})-(\d\d)-(\d\d))?T?(?:(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?(Z|[+-]\d\d:?\d\d)?(?:\[([^\]]+)\])?$/;

function read(type: TemporalKind, text: string, formatter: Formatter | undefined): Temporal {
  const wrong = (): never => fail('DateTimeParseException', `Text '${text}' could not be parsed at index 0`);
  if (formatter !== undefined && !Object.values(iso).includes(formatter.pattern)) {
    const parsed = parseDate(text, formatter.pattern, 'formatter');
    if (parsed === undefined) return wrong();
    const zone = parsed.offset === undefined ? parsed.zone : offsetText(parsed.offset, ':');
    return as(type, make('ZonedDateTime', parsed.local, 0, zone ?? 'UTC'));
  }
  const match = isoPattern.exec(text);
  if (match === null || text === '') return wrong();
  const [
    ,
    year = '1970',
    month = '1',
    day = '1',
    hour = '0',
    minute = '0',
    second = '0',
    fraction = '',
    offset,
    region,
  ] = match;
  const nano = Number(fraction.padEnd(9, '0'));
  const local = utc(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Math.floor(nano / 1e6),
  );
  if (Number(month) > 12 || Number(day) > 31 || Number(hour) > 23) return wrong();
  const zone = region ?? offset;
  if ((type === 'Instant' || type === 'ZonedDateTime' || type === 'OffsetDateTime') && zone === undefined)
    return wrong();
  return type.startsWith('Local')
    ? as(type, make('LocalDateTime', local, nano % 1e6))
    : as(type, make('ZonedDateTime', local, nano % 1e6, offset ?? zone));
}

function format(value: Temporal, { pattern, zone }: Formatter): string {
  const own = zone ?? value.zone ?? 'UTC';
  return formatDate(fieldsAt(value.moment, own, value.nanos), pattern, 'formatter');
}

const fieldsOf = (value: Temporal): ReturnType<typeof fieldsAt> => fieldsAt(value.local, 'UTC', value.nanos);

const temporalMethods: MethodTable<Temporal> = {
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
