import type { RequestCount } from '../host/journal.ts';
import { followRequests, pastRequests } from '../proxy/requests.ts';
import type { Connection } from '../ssh/connection.ts';
import { add, emptyTally, type Observation, type Tally } from './tally.ts';
import { judge, type Limits, limitsOf, type Verdict } from './verdict.ts';

/** What is known of the old and the new release, over all hosts of a rollout. */
export interface Traffic {
  readonly old: Tally;
  readonly fresh: Tally;
  /** The new release's requests since its share was last changed. */
  stage: Tally;
  /** Absent until the new release gets requests. */
  limits?: Limits;
  /** What the old release's requests came to when the new one got its first. */
  atSwitch?: Pick<Tally, 'total' | 'failed'>;
  /** Called when requests were counted. */
  readonly listeners: Set<() => void>;
}

/** Begins a new share of the traffic: “not worse” has to be shown at each one. */
export function beginStage(traffic: Traffic): void {
  traffic.stage = emptyTally();
}

/** Answers of the old release whose times count. */
const recentAnswers = 1000;

export function newTraffic(): Traffic {
  return { old: emptyTally(), fresh: emptyTally(), stage: emptyTally(), listeners: new Set() };
}

/** Fixes what is slow, before the new release gets its first request. On whichever host does so first. */
export function beginComparison(traffic: Traffic): void {
  traffic.limits ??= limitsOf(traffic.old);
  traffic.atSwitch ??= { total: traffic.old.total, failed: traffic.old.failed };
}

/** Requests to both releases that ended since the new one got its first, and those of them that were lost; undefined before. */
export function trafficSince({ old, fresh, atSwitch }: Traffic): RequestCount | undefined {
  if (atSwitch === undefined) return undefined;
  return {
    requests: old.total - atSwitch.total + fresh.total,
    lost: old.failed - atSwitch.failed + fresh.failed,
  };
}

export function verdictOn({ old, fresh, limits = {} }: Traffic): Verdict {
  return judge(old, fresh, limits);
}

/** What the present share of the traffic says. */
export function verdictOnStage({ old, stage, limits = {} }: Traffic): Verdict {
  return judge(old, stage, limits);
}

/** The releases of one host, by their ids. */
export interface Compared {
  readonly old: string | undefined;
  readonly fresh: string;
}

/** Counts what the host's proxy remembers of the old release. */
export async function countPast(connection: Connection, traffic: Traffic, { old }: Compared): Promise<void> {
  for (const request of await pastRequests(connection))
    if (request.release === old) add(traffic.old, request, recentAnswers);
}

/** Counts what the host's proxy answers from now on; resolves when the proxy's process ends or `stop` aborts. */
export async function countTraffic(
  connection: Connection,
  traffic: Traffic,
  { old, fresh }: Compared,
  stop: AbortSignal,
): Promise<void> {
  const count = (request: Observation): void => {
    if (request.release !== old && request.release !== fresh) return;
    if (request.release === fresh) for (const tally of [traffic.fresh, traffic.stage]) add(tally, request);
    else add(traffic.old, request, recentAnswers);
    for (const listener of traffic.listeners) listener();
  };
  await followRequests(connection, count, stop);
}
