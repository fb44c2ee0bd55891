import { setTimeout as sleep } from 'node:timers/promises';
import type { AppConfig } from '../config/schema.ts';
import type { Report } from '../rollout/events.ts';
import { type Cluster, nodesOf } from './cluster.ts';
import { drainLeaving } from './drain.ts';
import { paced, type ServiceSpec } from './spec.ts';
import { findService, putService, tasksOf } from './service.ts';
import { obstacles, verdict } from './verdict.ts';
import { type Announcement, listen } from './wake.ts';

/** A change of the service, and how to follow it. */
export interface Change {
  readonly cluster: Cluster;
  readonly app: AppConfig;
  /** What the service is to be. */
  readonly spec: ServiceSpec;
  readonly release: string;
  /** Absent for what serves. */
  readonly role: string | undefined;
  /** There is nothing that Swarm could go back to. */
  readonly first: boolean;
  readonly report: Report;
}

/** The change did not come about. */
export class ChangeFailed extends Error {
  /** The service is what it was before, by Swarm's own doing. */
  readonly settled: boolean;

  constructor(why: string, settled: boolean) {
    super(why);
    this.settled = settled;
  }
}

/** Managers announce what a service comes to, but not what its containers do: so often they are asked (ms). */
const interval = 500;
/** What starting and stopping a container takes beside the times that deploy.yml names (ms). */
const reserve = 30_000;

/**
 * Has the service changed and waits until Swarm has done so, or has taken it back. An update that waits for a node which
 * went down is begun anew without it. Throws ChangeFailed, the signal's reason, PLAB_SWARM_SILENT.
 */
export async function change(wanted: Change, signal: AbortSignal): Promise<void> {
  const { cluster, spec } = wanted;
  const over = new AbortController();
  const woken = wakeable();
  const progress = containerProgress(wanted);
  try {
    await listen(cluster, (announcement) => (progress(announcement), woken.wake()), over.signal);
    await putService(cluster, spec);
    await untilStands(wanted, woken, signal);
  } finally {
    over.abort();
  }
}

async function untilStands(wanted: Change, woken: Wakeable, signal: AbortSignal): Promise<void> {
  const { cluster, app, spec, release, role, first } = wanted;
  const replicas = spec.Mode.Replicated.Replicas;
  const patience = (app.health.timeout + app.drain + app.watch) * 1000 + reserve;
  let down = await downNodes(cluster);
  let [moved, since] = ['', Date.now()];
  let stands: number | undefined;
  for (let turn = 1; ; ) {
    signal.throwIfAborted();
    // In this order: containers that run belong to an update that the service tells of.
    const tasks = await tasksOf(cluster, spec.Name);
    const service = await findService(cluster, spec.Name);
    if (role === undefined) await drainLeaving(cluster, tasks);
    const present = await downNodes(cluster);
    const now = verdict({ service, tasks, release, replicas, first, down: present });
    stands = now.kind === 'stands' ? (stands ?? Date.now()) : undefined;
    if (stands !== undefined && Date.now() - stands >= steadyTime(wanted)) return;
    if (now.kind === 'failed')
      throw new ChangeFailed(both(named(role, now.why), obstacles(tasks, release)), now.settled);
    if ([...present].some((id) => !down.has(id)))
      await putService(cluster, await withoutThem(wanted, turn++));
    down = present;
    const seen = JSON.stringify(tasks.map(({ id, state }) => [id, state]));
    if (seen !== moved) [moved, since] = [seen, Date.now()];
    if (Date.now() - since > patience)
      throw new ChangeFailed(
        `nothing moved for ${patience / 1000} s: ${obstacles(tasks, release) || 'no reason is told'}`,
        false,
      );
    await Promise.race([woken.next(), sleep(interval)]);
  }
}

/** How long (ms) a container has to stay up that nobody asks for its health; Swarm watches an update, but no beginning. */
function steadyTime({ role, first }: Change): number {
  return role !== undefined && first ? 2000 : 0;
}

function named(role: string | undefined, why: string): string {
  return role === undefined ? why : `${role}: ${why}`;
}

function both(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('; ');
}

async function downNodes(cluster: Cluster): Promise<ReadonlySet<string>> {
  return new Set((await nodesOf(cluster)).filter(({ ready }) => !ready).map(({ id }) => id));
}

/**
 * The same service, its containers to be made anew: one that waits for a node's port would keep the update waiting. It must
 * not go back by itself any more, for what it would go back to is this release.
 */
async function withoutThem({ cluster, app, spec }: Change, turn: number): Promise<ServiceSpec> {
  const free = await freeNodes(cluster, spec.Mode.Replicated.Replicas);
  const TaskTemplate = {
    ...spec.TaskTemplate,
    ForceUpdate: (spec.TaskTemplate.ForceUpdate ?? 0) + turn,
  };
  return paced({ ...spec, TaskTemplate }, app, { free, failureAction: 'pause' });
}

/** Nodes that could take one more container. */
export async function freeNodes(cluster: Cluster, replicas: number): Promise<number> {
  const usable = (await nodesOf(cluster)).filter(({ active, ready }) => active && ready);
  return Math.max(0, usable.length - replicas);
}

/** Tells of the release's containers as steps of the hosts that they are on. */
function containerProgress({ release, role, report }: Change): (announcement: Announcement) => void {
  const started = new Map<string, number>();
  return ({ host, kind, action, release: of, role: as, container = '' }) => {
    // What gets no traffic has no health to wait for: how it ends is told with the change.
    if (kind !== 'container' || of !== release || as !== undefined || role !== undefined) return;
    const began = started.get(container);
    if (action === 'start') {
      started.set(container, Date.now());
      report({ type: 'step.started', host, step: 'task' });
    } else if (action === 'health_status: healthy' && began !== undefined) {
      report({ type: 'step.finished', host, step: 'task', ms: Date.now() - began });
    } else if (action === 'die' || action === 'oom' || action === 'health_status: unhealthy') {
      const error =
        action === 'die' ? 'it ended' : action === 'oom' ? 'it ran out of memory' : 'it is not healthy';
      report({ type: 'step.finished', host, step: 'task', ms: Date.now() - (began ?? Date.now()), error });
    }
  };
}

interface Wakeable {
  readonly wake: () => void;
  readonly next: () => Promise<void>;
}

function wakeable(): Wakeable {
  let next = Promise.withResolvers<void>();
  return {
    wake: () => {
      next.resolve();
      next = Promise.withResolvers();
    },
    next: async () => await next.promise,
  };
}
