import type { Count } from './evidence.ts';

/** One request as the proxy logged it when it ended. */
export interface Observation {
  readonly release: string;
  /** What the client got; 5xx also when the proxy answered in the release's place. */
  readonly status: number;
  /** Milliseconds until the release's answer began; undefined when none came. */
  readonly answerMs: number | undefined;
  /** Connections to the release that failed before one was made, or before the proxy gave up. */
  readonly refusals: number;
  /** Which side ended the exchange before its end: the release, the client, or neither. */
  readonly cutBy: 'release' | 'client' | undefined;
  /** When the request came, in milliseconds of the host's clock. */
  readonly at: number;
}

/** What a release's requests came to so far. Kept up by {@link add}. */
export interface Tally {
  total: number;
  /** Answered by 5xx, or cut off by the release. */
  failed: number;
  /** Needed more than one connection, or got none. */
  refused: number;
  /** Requests by milliseconds until the answer began, those of the warm-up left out. */
  readonly answers: Map<number, number>;
  /** The same in their order, for a tally that keeps only the last ones. */
  readonly lastAnswers: number[];
  /** When the first request came. */
  began: number | undefined;
}

/** A process that has just started is slow at first: its first requests say nothing about how fast it is. */
const warmUp = { ms: 1000, requests: 20 } as const;

export function emptyTally(): Tally {
  return { total: 0, failed: 0, refused: 0, answers: new Map(), lastAnswers: [], began: undefined };
}

/**
 * Counts a request. One that its client broke off says nothing about the release. With `kept`, only so many of the
 * last answers' times count: how fast a release is depends on what else its host does at the moment.
 */
export function add(tally: Tally, seen: Observation, kept?: number): void {
  if (seen.cutBy === 'client') return;
  tally.began ??= seen.at;
  tally.total += 1;
  if (seen.status >= 500 || seen.cutBy === 'release') tally.failed += 1;
  if (seen.refusals > 0) tally.refused += 1;
  const warm = tally.total > warmUp.requests && seen.at - tally.began >= warmUp.ms;
  if (!warm || seen.answerMs === undefined) return;
  change(tally, seen.answerMs, 1);
  if (kept === undefined) return;
  tally.lastAnswers.push(seen.answerMs);
  const oldest = tally.lastAnswers.length > kept ? tally.lastAnswers.shift() : undefined;
  if (oldest !== undefined) change(tally, oldest, -1);
}

function change({ answers }: Tally, ms: number, by: 1 | -1): void {
  answers.set(ms, (answers.get(ms) ?? 0) + by);
}

/** How many of the answers took longer than `ms`. */
export function slowerThan({ answers }: Pick<Tally, 'answers'>, ms: number): Count {
  let hits = 0;
  let total = 0;
  for (const [took, count] of answers) {
    total += count;
    if (took > ms) hits += count;
  }
  return { hits, total };
}

/** The time (ms) that a share of the answers took at most; undefined without answers. */
export function quantile({ answers }: Pick<Tally, 'answers'>, share: number): number | undefined {
  const sorted = [...answers].toSorted(([a], [b]) => a - b);
  const needed = share * sorted.reduce((sum, [, count]) => sum + count, 0);
  let sum = 0;
  for (const [took, count] of sorted) {
    sum += count;
    if (sum >= needed) return took;
  }
  return undefined;
}
