import { fieldsAt, momentOf, offsetText, utc } from '../format/calendar.ts';
import { formatDate } from '../format/date-pattern.ts';
import { Temporal } from '../value/temporal.ts';

/** The same type at another local time. */
function atLocal(value: Temporal, local: number, nanos: number): Temporal {
  const moment = value.zone === undefined || value.type === 'Instant' ? local : momentOf(local, value.zone);
  return new Temporal(value.type, local, nanos, value.zone, moment);
}

/** Of these units a moment is so many milliseconds further. */
const lengths: ReadonlyMap<string, number> = new Map<string, number>([
  ['MILLIS', 1],
  ['SECONDS', 1000],
  ['MINUTES', 60_000],
  ['HOURS', 3_600_000],
  ['HALF_DAYS', 43_200_000],
]);

/** Moved by an amount; days, months and years are counted in local time. */
export function moved(
  value: Temporal,
  by: { readonly unit: string; readonly amount: number; readonly months?: number },
  sign: 1 | -1,
): Temporal {
  const amount = by.amount * sign;
  const length = lengths.get(by.unit);
  if (length !== undefined) return shifted(value, amount * length, 0);
  switch (by.unit) {
    case 'NANOS':
      return shifted(value, 0, amount);
    case 'MICROS':
      return shifted(value, 0, amount * 1000);
    case 'DAYS':
      return atLocal(value, value.local + amount * 86_400_000, value.nanos);
    case 'WEEKS':
      return atLocal(value, value.local + amount * 7 * 86_400_000, value.nanos);
    case 'PERIOD': {
      const later = byMonths(value, (by.months ?? 0) * sign);
      return atLocal(later, later.local + amount * 86_400_000, value.nanos);
    }
    case 'YEARS':
      return byMonths(value, amount * 12);
    case 'DECADES':
      return byMonths(value, amount * 120);
    default:
      return byMonths(value, amount);
  }
}

function shifted(value: Temporal, milliseconds: number, nanoseconds: number): Temporal {
  const nanos = value.nanos + nanoseconds;
  const carried = Math.floor(nanos / 1e6);
  const by = milliseconds + carried;
  if (value.zone === undefined || value.type === 'Instant') {
    const local = value.local + by;
    const within = value.type === 'LocalTime' ? ((local % 86_400_000) + 86_400_000) % 86_400_000 : local;
    return atLocal(value, within, nanos - carried * 1e6);
  }
  const moment = value.moment + by;
  return new Temporal(
    value.type,
    moment + fieldsAt(moment, value.zone).offset * 60_000,
    nanos - carried * 1e6,
    value.zone,
    moment,
  );
}

/** A day that the month does not have becomes its last one. */
function byMonths(value: Temporal, months: number): Temporal {
  const { year, month, day } = fieldsAt(value.local, 'UTC');
  const last = new Date(utc(year, month + months + 1, 0)).getUTCDate();
  const date = utc(year, month + months, Math.min(day, last));
  return atLocal(value, date + (value.local - utc(year, month, day)), value.nanos);
}

export function truncated(value: Temporal, unit: string): Temporal {
  const length = unit === 'DAYS' ? 86_400_000 : (lengths.get(unit) ?? 1);
  return atLocal(value, Math.floor(value.local / length) * length, unit === 'NANOS' ? value.nanos : 0);
}

export function withField(value: Temporal, field: string, to: number): Temporal {
  const { year, month, day, hour, minute, second, nano } = fieldsAt(value.local, 'UTC', value.nanos);
  const parts = {
    Year: year,
    Month: month,
    DayOfMonth: day,
    Hour: hour,
    Minute: minute,
    Second: second,
    Nano: nano,
    [field]: to,
  };
  if (field === 'DayOfYear') [parts.Month, parts.DayOfMonth] = [1, to];
  else if (field === 'Year' || field === 'Month')
    parts.DayOfMonth = Math.min(day, new Date(utc(parts.Year, parts.Month + 1, 0)).getUTCDate());
  const local = utc(
    parts.Year,
    parts.Month,
    parts.DayOfMonth,
    parts.Hour,
    parts.Minute,
    parts.Second,
    Math.floor(parts.Nano / 1e6),
  );
  return atLocal(value, local, parts.Nano % 1e6);
}

/** As java.time's toString: seconds and fractions only where they are not 0. */
export function isoText(value: Temporal): string {
  const fields = fieldsAt(value.local, 'UTC', value.nanos);
  const date = formatDate(fields, 'yyyy-MM-dd');
  if (value.type === 'LocalDate') return date;
  const seconds =
    value.type === 'Instant' || fields.second > 0 || fields.nano > 0 ? formatDate(fields, ':ss') : '';
  const nano = String(fields.nano).padStart(9, '0');
  const fraction =
    fields.nano === 0
      ? ''
      : `.${nano.endsWith('000000') ? nano.slice(0, 3) : nano.endsWith('000') ? nano.slice(0, 6) : nano}`;
  const time = formatDate(fields, 'HH:mm') + seconds + fraction;
  if (value.type === 'LocalTime') return time;
  if (value.type === 'Instant') return `${date}T${time}Z`;
  if (value.zone === undefined) return `${date}T${time}`;
  const { offset } = fieldsAt(value.moment, value.zone);
  const offsetPart = offset === 0 ? 'Z' : offsetText(offset, ':');
  const region =
    /^(?:Z|[+-]\d\d:?\d\d)$/.test(value.zone) || value.type === 'OffsetDateTime' ? '' : `[${value.zone}]`;
  return `${date}T${time}${offsetPart}${region}`;
}
