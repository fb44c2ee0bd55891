import type { Point } from '../view.ts';
import type { Reading } from './reading.ts';

/** Rates are over so many milliseconds. */
const window = 10_000;

/** A reading that is older (ms) says nothing of now. */
const fresh = 6000;

export interface Figures {
  /** Takes what one of the processes that serve has counted. */
  readonly add: (process: string, reading: Reading) => void;
  /** All hosts together, at a time in milliseconds since 1970; undefined while nothing is known. */
  readonly point: (at: number) => Point | undefined;
}

/** Makes rates and quantiles out of counters, over the last ten seconds. */
export function figures(): Figures {
  const readings = new Map<string, readonly Reading[]>();
  return {
    add(process, reading) {
      const before = (readings.get(process) ?? []).filter(({ at }) => at >= reading.at - window - fresh / 2);
      readings.set(process, [...before, reading]);
    },
    point(at) {
      const last = [...readings.values()].map((each) => each.filter((reading) => reading.at >= at - window));
      const live = last.filter((each) => (each.at(-1)?.at ?? 0) >= at - fresh);
      return live.length === 0 ? undefined : { at, ...memoryOf(live), ...trafficOf(live.flatMap(growth)) };
    },
  };
}

interface Growth {
  readonly seconds: number;
  readonly requests: number | undefined;
  readonly errors: number | undefined;
  readonly buckets: Reading['buckets'];
}

/** How far the counters of one host came; those of a process that was just started have no past. */
function growth(readings: readonly Reading[]): Growth[] {
  const last = readings.at(-1);
  const first = readings.find(({ process }) => process === last?.process);
  if (last === undefined || first === undefined || first === last) return [];
  const then = new Map(first.buckets);
  return [
    {
      seconds: (last.at - first.at) / 1000,
      requests: difference(last.requests, first.requests),
      errors: difference(last.errors, first.errors),
      buckets: last.buckets.map(([limit, count]) => [limit, count - (then.get(limit) ?? 0)]),
    },
  ];
}

function difference(now: number | undefined, then: number | undefined): number | undefined {
  return now === undefined ? undefined : now - (then ?? 0);
}

function trafficOf(hosts: readonly Growth[]): Omit<Point, 'at'> {
  const known = hosts.filter(({ requests }) => requests !== undefined);
  if (known.length === 0) return {};
  const rate = known.reduce((total, { requests = 0, seconds }) => total + requests / seconds, 0);
  const requests = known.reduce((total, each) => total + (each.requests ?? 0), 0);
  const failed = known.some(({ errors }) => errors !== undefined)
    ? known.reduce((total, { errors = 0 }) => total + errors, 0)
    : undefined;
  const all = merged(hosts.map(({ buckets }) => buckets));
  return {
    rate,
    ...(failed === undefined ? {} : { errors: requests === 0 ? 0 : failed / requests }),
    ...present({ p50: quantile(0.5, all), p95: quantile(0.95, all), p99: quantile(0.99, all) }),
  };
}

function memoryOf(hosts: readonly (readonly Reading[])[]): Pick<Point, 'memory'> {
  const known = hosts.flatMap((readings) => readings.at(-1)?.memory ?? []);
  return known.length === 0 ? {} : { memory: Math.max(...known) };
}

function merged(all: readonly Reading['buckets'][]): [number, number][] {
  const counts = new Map<number, number>();
  for (const [limit, count] of all.flat()) counts.set(limit, (counts.get(limit) ?? 0) + count);
  return [...counts].toSorted(([a], [b]) => a - b);
}

/**
 * As Prometheus' `histogram_quantile`: linear inside the bucket, and the highest finite limit for what lies above it.
 * https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile
 */
export function quantile(share: number, buckets: Reading['buckets']): number | undefined {
  const total = buckets.at(-1)?.[1] ?? 0;
  if (total <= 0) return undefined;
  const rank = share * total;
  const index = buckets.findIndex(([, count]) => count >= rank);
  const [limit, count] = buckets[index] ?? [Infinity, total];
  const [below, counted] = buckets[index - 1] ?? [0, 0];
  if (limit === Infinity) return index === 0 ? undefined : below;
  return count === counted ? limit : below + ((limit - below) * (rank - counted)) / (count - counted);
}

function present(values: Readonly<Record<string, number | undefined>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).filter((pair): pair is [string, number] => pair[1] !== undefined),
  );
}
