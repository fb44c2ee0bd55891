import { fail } from '../core/fail.ts';
import {
  dayNames,
  type Fields,
  isoWeek,
  momentOf,
  monthNames,
  offsetText,
  utc,
  zoneName,
} from './calendar.ts';

/** Whose letters a pattern uses: SimpleDateFormat's or DateTimeFormatter's. */
export type Dialect = 'simple' | 'formatter';

interface Part {
  readonly letter: string | undefined;
  /** How often the letter stands there, or the literal text. */
  readonly count: number;
  readonly text: string;
}

function partsOf(pattern: string): Part[] {
  const parts: Part[] = [];
  for (const match of pattern.matchAll(/'((?:[^']|'')*)'|([a-zA-Z])\2*|[^a-zA-Z']+|'/g)) {
    const [whole, quoted, letter] = match;
    if (quoted !== undefined)
      parts.push({ letter: undefined, count: 0, text: quoted === '' ? "'" : quoted.replaceAll("''", "'") });
    else parts.push({ letter, count: whole.length, text: whole });
  }
  return parts;
}

/** Writes a moment by a pattern of Java's. */
export function formatDate(fields: Fields, pattern: string, dialect: Dialect = 'simple'): string {
  return partsOf(pattern)
    .map((part) => (part.letter === undefined ? part.text : one(fields, part.letter, part.count, dialect)))
    .join('');
}

function one(fields: Fields, letter: string, count: number, dialect: Dialect): string {
  const number = (value: number, width = count): string => String(value).padStart(width, '0');
  const { year, month, hour, nano, weekday, offset } = fields;
  switch (letter) {
    case 'G':
      return year > 0 ? 'AD' : 'BC';
    case 'y':
    case 'u':
      if (letter === 'u' && dialect === 'simple') return number(weekday === 1 ? 7 : weekday - 1);
      return count === 2 ? number(year % 100, 2) : number(year);
    case 'Y':
      return count === 2 ? number(isoWeek(fields).year % 100, 2) : number(isoWeek(fields).year);
    case 'M':
    case 'L':
      return count >= 3 ? named(monthNames[month - 1], count) : number(month);
    case 'w':
      return number(isoWeek(fields).week);
    case 'W':
      return number(Math.ceil(fields.day / 7));
    case 'd':
      return number(fields.day);
    case 'D':
      return number(fields.dayOfYear);
    case 'F':
      return number(Math.ceil(fields.day / 7));
    case 'E':
    case 'e':
      return letter === 'e' && count < 3 ? number(weekday) : named(dayNames[weekday - 1], count);
    case 'a':
      return hour < 12 ? 'AM' : 'PM';
    case 'H':
      return number(hour);
    case 'k':
      return number(hour === 0 ? 24 : hour);
    case 'K':
      return number(hour % 12);
    case 'h':
      return number(hour % 12 === 0 ? 12 : hour % 12);
    case 'm':
      return number(fields.minute);
    case 's':
      return number(fields.second);
    case 'S':
      return dialect === 'simple'
        ? number(Math.floor(nano / 1_000_000))
        : String(nano).padStart(9, '0').slice(0, count);
    case 'n':
      return number(nano);
    case 'z':
      return zoneName(fields, utc(year, month, fields.day, hour, fields.minute) - offset * 60_000);
    case 'V':
      return fields.zone;
    case 'Z':
      return offsetText(offset, count >= 5 ? ':' : '');
    case 'O':
      return `GMT${offset === 0 ? '' : offsetText(offset, ':')}`;
    case 'X':
    case 'x':
      if (letter === 'X' && offset === 0) return 'Z';
      return count === 1 ? offsetText(offset, '').slice(0, 3) : offsetText(offset, count === 2 ? '' : ':');
    default:
      return fail('IllegalArgumentException', `Illegal pattern character '${letter}'`);
  }
}

function named(name: string | undefined, count: number): string {
  return count >= 4 ? (name ?? '') : (name ?? '').slice(0, 3);
}

/** What a text says by a pattern: local time (ms as if UTC), nanoseconds beyond them and the zone, if there is one. */
export interface ParsedDate {
  readonly local: number;
  readonly offset: number | undefined;
  readonly zone: string | undefined;
}

/** Reads a text by a pattern; undefined when it does not fit. */
export function parseDate(
  text: string,
  pattern: string,
  dialect: Dialect = 'simple',
): ParsedDate | undefined {
  const found = new Map<string, number>();
  let zone: string | undefined;
  let at = 0;
  const parts = partsOf(pattern);
  for (const [index, part] of parts.entries()) {
    if (part.letter === undefined) {
      if (!text.startsWith(part.text, at)) return undefined;
      at += part.text.length;
      continue;
    }
    const next = parts[index + 1];
    const expression = expressionOf(part, next !== undefined && next.letter !== undefined);
    expression.lastIndex = at;
    const match = expression.exec(text)?.[0];
    if (match === undefined) return undefined;
    at += match.length;
    if ('zXZxVO'.includes(part.letter)) zone = match;
    else found.set(part.letter, valueOf(part, match, dialect));
  }
  if (dialect === 'formatter' && at < text.length) return undefined;
  const hour12 = found.get('h') ?? found.get('K');
  const hour =
    hour12 === undefined
      ? (found.get('H') ?? (found.get('k') ?? 0) % 24)
      : (hour12 % 12) + ((found.get('a') ?? 0) === 1 ? 12 : 0);
  const year = found.get('y') ?? found.get('u') ?? found.get('Y') ?? 1970;
  const month = found.get('M') ?? found.get('L') ?? 1;
  const local = utc(
    year,
    month,
    found.get('d') ?? found.get('D') ?? 1,
    hour,
    found.get('m') ?? 0,
    found.get('s') ?? 0,
    found.get('S') ?? 0,
  );
  return { local, offset: zone === undefined ? undefined : offsetOf(zone), zone };
}

function expressionOf({ letter = '', count }: Part, beforeNumber: boolean): RegExp {
  if ('ML'.includes(letter) && count >= 3)
    return new RegExp(monthNames.flatMap((name) => [name, name.slice(0, 3)]).join('|'), 'iy');
  if (letter === 'E') return new RegExp(dayNames.flatMap((name) => [name, name.slice(0, 3)]).join('|'), 'iy');
  if (letter === 'a') return /[AP]M/iy;
  if ('zXZxVO'.includes(letter)) return /Z|(?:GMT|UTC)?[+-]\d{1,2}:?(?:\d{2})?|[A-Za-z]+(?:\/[A-Za-z_]+)*/y;
  return beforeNumber ? new RegExp(`\\d{${count}}`, 'y') : /\d+/y;
}

function valueOf({ letter, count }: Part, text: string, dialect: Dialect): number {
  if ((letter === 'M' || letter === 'L') && count >= 3)
    return monthNames.findIndex((name) => name.toLowerCase().startsWith(text.toLowerCase().slice(0, 3))) + 1;
  if (letter === 'E') return 0;
  if (letter === 'a') return text.toUpperCase() === 'PM' ? 1 : 0;
  if (letter === 'S' && dialect === 'formatter') return Math.floor(Number(`0.${text}`) * 1000);
  const value = Number(text);
  if ((letter === 'y' || letter === 'u') && count === 2 && text.length === 2)
    return value + (value > 60 ? 1900 : 2000);
  return value;
}

function offsetOf(zone: string): number | undefined {
  if (/^(?:Z|UTC|GMT|UT)$/.test(zone)) return 0;
  const match = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  return match === null
    ? undefined
    : (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0));
}

/** The moment that a parsed text means, in its own zone or the one that is given. */
export function momentParsed({ local, offset, zone }: ParsedDate, fallback: string): number {
  if (offset !== undefined) return local - offset * 60_000;
  return momentOf(local, zone ?? fallback);
}
