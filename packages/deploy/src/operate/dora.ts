import type { Deployment } from './history.ts';

/**
 * The five figures of software delivery (DORA, https://dora.dev/guides/dora-metrics-four-keys/), over some days. Times are
 * milliseconds and medians; what has no sample is undefined.
 */
export interface Dora {
  readonly days: number;
  /** Deployments that brought a new release, a day. */
  readonly deploymentsPerDay: number;
  /** From the commit to its serving everywhere. */
  readonly leadTime: number | undefined;
  /** Of the deployments that reached users, those that had to be taken back. */
  readonly changeFailRate: number | undefined;
  /** From a release that had to be taken back to the next one that stayed. */
  readonly recoveryTime: number | undefined;
  /** Of the deployments that brought a new release, those that only followed one that had failed its users. */
  readonly reworkRate: number | undefined;
}

const day = 86_400_000;

/** What the figures are made of. */
export type Delivered = Pick<Deployment, 'at' | 'verb' | 'result'> &
  Partial<Pick<Deployment, 'ms' | 'commit'>>;

/** The figures of the `days` before `now` (milliseconds since 1970), from all deployments, oldest first. Pure. */
export function dora(all: readonly Delivered[], days: number, now: number): Dora {
  const since = now - days * day;
  const changes = changesOf(all).filter(({ deployment }) => Date.parse(deployment.at) >= since);
  const released = changes.filter(({ deployment }) => deployment.result === 'released');
  return {
    days,
    deploymentsPerDay: released.length / days,
    leadTime: median(released.flatMap(({ deployment }) => leadTime(deployment) ?? [])),
    changeFailRate: share(changes, ({ takenBack }) => takenBack),
    recoveryTime: median(changes.flatMap(({ recovery }) => recovery ?? [])),
    reworkRate: share(released, ({ rework }) => rework),
  };
}

/** A deployment that reached users. */
interface Change {
  readonly deployment: Delivered;
  readonly takenBack: boolean;
  /** Milliseconds until users were well again. */
  readonly recovery: number | undefined;
  readonly rework: boolean;
}

/** What failed before the switch has reached nobody, and is no change. */
function changesOf(all: readonly Delivered[]): Change[] {
  const reached = all.filter(({ result }) => result === 'released' || result === 'rolled-back');
  let before: Change | undefined;
  return reached.flatMap((deployment, index) => {
    if (deployment.verb !== 'deploy') return [];
    const change = changeOf(deployment, reached[index + 1], before);
    before = change;
    return [change];
  });
}

function changeOf(deployment: Delivered, next: Delivered | undefined, before: Change | undefined): Change {
  const rework = before?.takenBack === true;
  const at = Date.parse(deployment.at);
  const ended = at + (deployment.ms ?? 0);
  if (deployment.result === 'rolled-back')
    return { deployment, takenBack: true, recovery: deployment.ms, rework };
  const takenBack = next?.verb === 'rollback';
  const recovered = next === undefined ? undefined : Date.parse(next.at) + (next.ms ?? 0) - ended;
  return { deployment, takenBack, recovery: takenBack ? recovered : undefined, rework };
}

/** Milliseconds from the commit of a deployment to its end. */
function leadTime({ commit, at, ms = 0 }: Delivered): number | undefined {
  return commit === undefined ? undefined : Date.parse(at) + ms - Date.parse(commit.at);
}

function share<T>(items: readonly T[], wanted: (item: T) => boolean): number | undefined {
  return items.length === 0 ? undefined : items.filter(wanted).length / items.length;
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)];
  const [low, high] = [sorted[middle - 1], sorted[middle]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
