import { numberAt, textAt, valueAt } from '../core/arguments.ts';
import { fail } from '../core/fail.ts';
import { toBigInt } from '../core/numeric.ts';
import { defaultZone, fieldsAt, momentOf, offsetText, utc } from '../format/calendar.ts';
import { formatDate, parseDate } from '../format/date-pattern.ts';
import { known } from '../value/classes.ts';
import { JavaDate, Zone } from '../value/date.ts';
import type { Args, MethodTable } from '../value/method.ts';
import { GroovyObject, type GroovyClass } from '../value/object.ts';
import { Temporal, type TemporalKind, TimeConstant } from '../value/temporal.ts';

/** A java.time.format.DateTimeFormatter. */
export class Formatter extends GroovyObject {
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

/** The formatters with names, by their patterns. */
export const iso: Readonly<Record<string, string>> = {
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

/** A java.time.Instant. */
export function instant(moment: number, nanos: number): Temporal {
  return new Temporal('Instant', moment, nanos, 'UTC', moment);
}

/** A value of a type from a local time. */
export function make(type: TemporalKind, local: number, nanos: number, zone?: string): Temporal {
  const own = zone ?? (type === 'Instant' ? 'UTC' : undefined);
  return new Temporal(type, local, nanos, own, own === undefined ? local : momentOf(local, own));
}

/** A moment in a zone, as a type that has one. */
export function atZone(type: TemporalKind, moment: number, nanos: number, zone: string): Temporal {
  const { offset } = fieldsAt(moment, zone);
  return new Temporal(type, moment + offset * 60_000, nanos, zone, moment);
}

/** The zone that is an argument, else this machine's. */
export function zoneAt(args: Args, index: number): string {
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
export function as(type: TemporalKind, value: Temporal): Temporal {
  const day = 86_400_000;
  const within = ((value.local % day) + day) % day;
  if (type === 'LocalDate') return make(type, value.local - within, 0);
  if (type === 'LocalTime') return make(type, within, value.nanos);
  if (type === 'LocalDateTime') return make(type, value.local, value.nanos);
  if (type === 'Instant') return instant(value.moment, value.nanos);
  return atZone(type, value.moment, value.nanos, value.zone ?? defaultZone());
}

/** The static methods of a type. */
export function staticsOf(type: TemporalKind): MethodTable<GroovyClass> {
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

/** Reads a text in the ISO form, or by a formatter. */
export function read(type: TemporalKind, text: string, formatter: Formatter | undefined): Temporal {
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

/** Writes a value by a formatter. */
export function format(value: Temporal, { pattern, zone }: Formatter): string {
  const own = zone ?? value.zone ?? 'UTC';
  return formatDate(fieldsAt(value.moment, own, value.nanos), pattern, 'formatter');
}
