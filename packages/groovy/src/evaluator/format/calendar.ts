/** A moment in a time zone, taken apart. */
export interface Fields {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Nanoseconds of the second. */
  readonly nano: number;
  /** 1 is Sunday. */
  readonly weekday: number;
  readonly dayOfYear: number;
  /** Minutes east of Greenwich. */
  readonly offset: number;
  readonly zone: string;
}

export const monthNames: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export const dayNames: readonly string[] = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];

const formats = new Map<string, Intl.DateTimeFormat>();

/** The time zone of this machine. */
export function defaultZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A zone by its name; undefined for one that nobody knows. */
export function knownZone(name: string): string | undefined {
  if (/^(?:Z|UTC|GMT|UT)$/.test(name)) return name === 'Z' ? 'Z' : name;
  if (/^(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?$/.test(name)) return name;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone && name;
  } catch {
    return undefined;
  }
}

/** Minutes east of Greenwich of a zone at a moment (ms). */
export function offsetAt(moment: number, zone: string): number {
  const fixed = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(zone);
  if (fixed !== null) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0));
  if (/^(?:Z|UTC|GMT|UT|Etc\/UTC|Etc\/GMT)$/.test(zone)) return 0;
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const local = Date.UTC(
    parts.get('year') ?? 0,
    (parts.get('month') ?? 1) - 1,
    parts.get('day') ?? 1,
    parts.get('hour') ?? 0,
    parts.get('minute') ?? 0,
    parts.get('second') ?? 0,
  );
  return Math.round((local - Math.floor(moment / 1000) * 1000) / 60_000);
}

/** A moment (ms since 1970, UTC) in a zone. */
export function fieldsAt(moment: number, zone: string, nanos = 0): Fields {
  const offset = offsetAt(moment, zone);
  const local = new Date(moment + offset * 60_000);
  const year = local.getUTCFullYear();
  return {
    year,
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    nano: local.getUTCMilliseconds() * 1_000_000 + nanos,
    weekday: local.getUTCDay() + 1,
    dayOfYear: Math.floor((local.getTime() - Date.UTC(year, 0, 1)) / 86_400_000) + 1,
    offset,
    zone,
  };
}

/** Milliseconds since 1970 as if the fields were UTC; a day or month that is too large runs over. */
export function utc(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  milli = 0,
): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, milli);
  return date.getTime();
}

/** The moment of a local time (ms as if it were UTC) in a zone. */
export function momentOf(local: number, zone: string): number {
  const first = local - offsetAt(local, zone) * 60_000;
  return local - offsetAt(first, zone) * 60_000;
}

/** ISO week and its year. */
export function isoWeek({ year, month, day }: Fields): { year: number; week: number } {
  const date = new Date(utc(year, month, day));
  const weekday = date.getUTCDay() || 7;
  date.setUTCDate(date.getUTCDate() + 4 - weekday);
  const weekYear = date.getUTCFullYear();
  return { year: weekYear, week: Math.ceil(((date.getTime() - utc(weekYear, 1, 1)) / 86_400_000 + 1) / 7) };
}

/** `+0200`, `+02:00` */
export function offsetText(offset: number, separator: string): string {
  const minutes = Math.abs(offset);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return `${offset < 0 ? '-' : '+'}${hours}${separator}${rest}`;
}

/** The short name of a zone at a moment, as `UTC` or `CET`. */
export function zoneName({ zone, offset }: Fields, moment: number): string {
  if (/^(?:UTC|GMT|UT)$/.test(zone)) return zone;
  if (zone === 'Z' || zone === 'Etc/UTC') return 'UTC';
  if (/[+-]\d/.test(zone)) return `GMT${offsetText(offset, ':')}`;
  const names = ['en-US', 'en-GB'].map(
    (locale) =>
      new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' })
        .formatToParts(moment)
        .find(({ type }) => type === 'timeZoneName')?.value ?? zone,
  );
  return names.find((name) => !/[+-]\d/.test(name)) ?? names[0] ?? zone;
}
