/** A request, a stream or a WebSocket. */
export type TrafficKind = 'get' | 'post' | 'new' | 'stream' | 'websocket';

/** What visitors went through. Nothing is ever tried again. */
export interface TrafficReport {
  /** Requests; streams and WebSockets are not among them. */
  readonly sent: number;
  /** Requests without an answer, with a wrong one or one of 500 and above; streams and WebSockets that were cut. */
  readonly lost: number;
  /** The same by kind; a stream or WebSocket counts each time that it is opened. */
  readonly kinds: Readonly<Record<TrafficKind, Count>>;
  /** The first and the last few, as text. */
  readonly losses: readonly string[];
  /** From the first request that was lost to the first one that was answered after the last loss; Infinity when none was. */
  readonly secondsAway: number;
  /** What answered. */
  readonly versions: ReadonlySet<string>;
}

export interface Count {
  readonly sent: number;
  readonly lost: number;
}

/** What is written down while the visitors are under way. */
export interface Diary {
  readonly versions: Set<string>;
  /** When what was answered had been sent, milliseconds. */
  readonly answered: number[];
  readonly lost: { readonly at: number; readonly kind: TrafficKind; readonly what: string }[];
  readonly sent: Record<TrafficKind, number>;
}

export const emptyDiary = (): Diary => ({
  versions: new Set(),
  answered: [],
  lost: [],
  sent: { get: 0, post: 0, new: 0, stream: 0, websocket: 0 },
});

/** `at` is when it was sent or opened, by `performance.now()`. */
export function noteLoss({ lost }: Diary, kind: TrafficKind, at: number, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  lost.push({ at, kind, what: `${new Date().toISOString()} ${kind}: ${reason}` });
}

export function reportOf({ versions, answered, lost, sent }: Diary): TrafficReport {
  const count = (kind: TrafficKind): Count => ({
    sent: sent[kind],
    lost: lost.filter((loss) => loss.kind === kind).length,
  });
  return {
    sent: sent.get + sent.post + sent.new,
    lost: lost.length,
    kinds: byKind(count),
    losses: [...lost.slice(0, 6), ...lost.slice(6).slice(-6)].map(({ what }) => what),
    secondsAway: secondsAway({ answered, lost }),
    versions,
  };
}

function byKind(count: (kind: TrafficKind) => Count): TrafficReport['kinds'] {
  return {
    get: count('get'),
    post: count('post'),
    new: count('new'),
    stream: count('stream'),
    websocket: count('websocket'),
  };
}

function secondsAway({ answered, lost }: Pick<Diary, 'answered' | 'lost'>): number {
  if (lost.length === 0) return 0;
  const times = lost.map(({ at }) => at);
  const last = times.reduce((most, at) => Math.max(most, at));
  const back = answered.filter((at) => at >= last).reduce((least, at) => Math.min(least, at), Infinity);
  return (back - times.reduce((least, at) => Math.min(least, at))) / 1000;
}

/** What the visitors of several proxies went through. */
export function sumOf(reports: readonly TrafficReport[]): TrafficReport {
  const total = (of: (report: TrafficReport) => number): number =>
    reports.reduce((sum, report) => sum + of(report), 0);
  const count = (kind: TrafficKind): Count => ({
    sent: total(({ kinds }) => kinds[kind].sent),
    lost: total(({ kinds }) => kinds[kind].lost),
  });
  return {
    sent: total(({ sent }) => sent),
    lost: total(({ lost }) => lost),
    kinds: byKind(count),
    losses: reports.flatMap(({ losses }) => losses),
    secondsAway: Math.max(0, ...reports.map(({ secondsAway }) => secondsAway)),
    versions: new Set(reports.flatMap(({ versions }) => [...versions])),
  };
}
