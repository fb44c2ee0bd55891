import { type Exposition, readExposition, type Sample } from './exposition.ts';

/** What one process has counted since it was started. */
export interface Reading {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Another one counts from zero again. */
  readonly process: string;
  readonly requests?: number;
  /** Of the requests, those with a server error. */
  readonly errors?: number;
  /** Requests up to each limit in seconds, the highest one being infinite; limits ascend. */
  readonly buckets: readonly (readonly [limit: number, count: number])[];
  /** Bytes. */
  readonly memory?: number;
}

/**
 * Finds the figures of a service by their shape, as their names differ: a counter of requests with a label for the
 * status, a histogram of their durations in seconds, the resident memory. Requests to the routes `uncounted` are left out.
 */
export function readingOf(
  text: string,
  { at, release, uncounted }: { at: number; release: string; uncounted: readonly string[] },
): Reading {
  const exposition = readExposition(text);
  const counted = ({ labels }: Sample): boolean => !uncounted.includes(routeOf(labels) ?? '');
  const value = (name: string): number | undefined =>
    exposition.samples.find((sample) => sample.name === name)?.value;
  const answers = answersIn(exposition).filter(counted);
  const buckets = bucketsIn(exposition, counted);
  const memory = value('process_resident_memory_bytes');
  const requests = answers.length > 0 ? sum(answers) : buckets.at(-1)?.[1];
  return {
    at,
    process: `${release} ${value('process_start_time_seconds') ?? ''}`,
    ...(requests === undefined ? {} : { requests }),
    ...(answers.length === 0 ? {} : { errors: sum(answers.filter(isServerError)) }),
    buckets,
    ...(memory === undefined ? {} : { memory }),
  };
}

function answersIn({ types, samples }: Exposition): Sample[] {
  const names = new Set(
    samples
      .filter(({ name, labels }) => /requests?_total$/.test(name) && statusOf(labels) !== undefined)
      .map(({ name }) => name),
  );
  const name = [...names].find((each) => isOf(types, each, 'counter'));
  return samples.filter((sample) => sample.name === name);
}

function bucketsIn({ types, samples }: Exposition, counted: (sample: Sample) => boolean): [number, number][] {
  const family = [...types].find(
    ([name, type]) => type === 'histogram' && /requests?_(?:duration_)?seconds$/.test(name),
  )?.[0];
  const counts = new Map<number, number>();
  for (const sample of samples.filter(({ name }) => name === `${family}_bucket`)) {
    const limit = limitOf(sample.labels['le']);
    if (limit !== undefined && counted(sample)) counts.set(limit, (counts.get(limit) ?? 0) + sample.value);
  }
  return [...counts].toSorted(([a], [b]) => a - b);
}

function isOf(types: Exposition['types'], name: string, type: string): boolean {
  const told = types.get(name) ?? types.get(name.replace(/_total$/, ''));
  return told === undefined || told === type;
}

function limitOf(text: string | undefined): number | undefined {
  const limit = text === '+Inf' ? Infinity : Number(text);
  return Number.isNaN(limit) ? undefined : limit;
}

type Labels = Sample['labels'];

const statusOf = (labels: Labels): string | undefined =>
  labels['status_code'] ?? labels['code'] ?? labels['status'];

const routeOf = (labels: Labels): string | undefined =>
  labels['endpoint'] ?? labels['route'] ?? labels['handler'] ?? labels['path'];

const isServerError = ({ labels }: Sample): boolean => statusOf(labels)?.startsWith('5') === true;

function sum(samples: readonly Sample[]): number {
  return samples.reduce((total, { value }) => total + value, 0);
}
