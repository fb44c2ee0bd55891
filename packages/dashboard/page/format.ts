/** Numbers as people read them: three digits that count. */
export function figure(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: 0 });
}

/** A value and its unit, apart, as the unit is written smaller. */
export type Quantity = readonly [value: string, unit: string];

export const perSecond = (value: number): Quantity => [figure(value), 'req/s'];

export const percent = (share: number): Quantity => [figure(share * 100), '%'];

/** Seconds. */
export function latency(seconds: number): Quantity {
  return seconds >= 1 ? [figure(seconds), 's'] : [figure(seconds * 1000), 'ms'];
}

/** Bytes, decimal units. */
export function size(bytes: number): Quantity {
  if (bytes < 1000) return [String(bytes), 'B'];
  if (bytes < 1e6) return [figure(bytes / 1e3), 'kB'];
  return bytes < 1e9 ? [figure(bytes / 1e6), 'MB'] : [figure(bytes / 1e9), 'GB'];
}

export const plain = ([value, unit]: Quantity): string => `${value} ${unit}`;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Milliseconds. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < minute) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < hour) return `${Math.floor(ms / minute)} min ${Math.round((ms % minute) / 1000)} s`;
  if (ms < day) return `${Math.floor(ms / hour)} h ${Math.floor((ms % hour) / minute)} min`;
  return `${Math.floor(ms / day)} d ${Math.floor((ms % day) / hour)} h`;
}

/** How long ago. */
export function ago(ms: number): string {
  if (ms < 10_000) return 'just now';
  if (ms < minute) return `${Math.floor(ms / 1000)} s ago`;
  if (ms < hour) return `${Math.floor(ms / minute)} min ago`;
  if (ms < day) return `${Math.floor(ms / hour)} h ago`;
  return `${Math.floor(ms / day)} d ago`;
}

/** The time of day. */
export function clock(at: number, seconds = false): string {
  return new Date(at).toLocaleTimeString('en-GB', { timeStyle: seconds ? 'medium' : 'short' });
}

export function date(at: number): string {
  return new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
}

/** As short as it is still clear. */
export const shortRevision = (revision: string): string => revision.slice(0, 8);
