import { fail } from '../core/fail.ts';
import { JavaDate } from '../value/date.ts';
import type { Value } from '../value/value.ts';
import { defaultZone, fieldsAt } from './calendar.ts';
import { formatDate } from './date-pattern.ts';

const patterns: Readonly<Record<string, string>> = {
  Y: 'yyyy',
  y: 'yy',
  m: 'MM',
  d: 'dd',
  e: 'd',
  B: 'MMMM',
  b: 'MMM',
  h: 'MMM',
  A: 'EEEE',
  a: 'EEE',
  j: 'DDD',
  H: 'HH',
  I: 'hh',
  k: 'H',
  l: 'h',
  M: 'mm',
  S: 'ss',
  L: 'SSS',
  Z: 'z',
  z: 'Z',
  R: 'HH:mm',
  T: 'HH:mm:ss',
  r: 'hh:mm:ss a',
  D: 'MM/dd/yy',
  F: 'yyyy-MM-dd',
  c: 'EEE MMM dd HH:mm:ss z yyyy',
};

/** `%tY` and its like, of a Date or of milliseconds. */
export function formatTime(value: Value, conversion: string): string {
  if (value === null) return 'null';
  const moment = momentIn(value);
  if (moment === undefined)
    return fail('IllegalFormatConversionException', `t${conversion} != the value's type`);
  if (conversion === 's') return String(Math.floor(moment / 1000));
  if (conversion === 'Q') return String(moment);
  if (conversion === 'p') return formatDate(fieldsAt(moment, defaultZone()), 'a').toLowerCase();
  const pattern = Object.hasOwn(patterns, conversion) ? patterns[conversion] : undefined;
  if (pattern === undefined) return fail('UnknownFormatConversionException', `Conversion = 't${conversion}'`);
  return formatDate(fieldsAt(moment, defaultZone()), pattern);
}

function momentIn(value: Value): number | undefined {
  if (value instanceof JavaDate) return value.time;
  if (typeof value === 'bigint' || typeof value === 'number') return Number(value);
  if (value !== null && typeof value === 'object' && 'moment' in value && typeof value.moment === 'number')
    return value.moment;
  return undefined;
}
