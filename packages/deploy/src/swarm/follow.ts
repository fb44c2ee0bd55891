import { setTimeout as sleep } from 'node:timers/promises';
import { type Change, ChangeFailed, named } from './change.ts';
import { type Node, nodesOf } from './cluster.ts';
import { drainLeaving } from './drain.ts';
import { haveLess, isAtRest, type Put, putWhereItFits, silent, withoutThem } from './put.ts';
import { nodesFor } from './room.ts';
import { findService, type Service, type Task, tasksOf } from './service.ts';
import { forcedOf } from './spec.ts';
import { obstacles, type Verdict, verdict } from './verdict.ts';
import { type Announcement, listen } from './wake.ts';

/** Managers announce what a service comes to, but not what its containers do: so often they are asked (ms). */
const interval = 500;
/** What starting and stopping a container takes beside the times that deploy.yml names (ms). */
const reserve = 30_000;

/**
 * Has the service changed and waits until Swarm has done so, or has taken it back. An update that waits for a node which
 * went down is begun anew without it. False where a role waits for its nodes. Throws ChangeFailed, the signal's reason, PLAB_SWARM_SILENT.
 */
export async function change(wanted: Change, signal: AbortSignal): Promise<boolean> {
  const { cluster, spec } = wanted;
  const over = new AbortController();
  const woken = wakeable();
  const progress = containerProgress(wanted);
  try {
    await listen(cluster, (announcement) => (progress(announcement), woken.wake()), over.signal);
    const put = await putWhereItFits(wanted, spec, await nodesOf(cluster));
    return put !== undefined && (await untilStands(wanted, put, woken, signal));
  } finally {
    over.abort();
  }
}

async function untilStands(
  wanted: Change,
  begun: Put,
  woken: Wakeable,
  signal: AbortSignal,
): Promise<boolean> {
  const { cluster, app, release, role, first } = wanted;
  const patience = (app.health.timeout + app.drain + app.watch) * 1000 + reserve;
  const known = new Set((await tasksOf(cluster, wanted.spec.Name)).map(({ id }) => id));
  const lost = new Set<string>();
  const unwatched = ({ id, node }: Task): boolean =>
    first || (lost.size > 0 && !lost.has(node) && !known.has(id));
  const still = stillness();
  let [put, fewer] = [begun, false];
  let stands: number | undefined;
  for (;;) {
    signal.throwIfAborted();
    // In this order: containers that run belong to an update that the service tells of.
    const tasks = await tasksOf(cluster, wanted.spec.Name);
    const service = await findService(cluster, wanted.spec.Name);
    const nodes = await nodesOf(cluster);
    for (const { id, gone } of nodes) if (gone) lost.add(id);
    if (role === undefined) await drainLeaving(cluster, tasks, lost);
    const { Replicas: replicas } = put.spec.Mode.Replicated;
    const expected = { release, forced: forcedOf(put.spec), replicas, unwatched };
    const now = verdict({ service, tasks, ...expected, silent: silent(nodes) });
    if (now.kind === 'failed') throw new ChangeFailed(both(named(role, now.why), obstacles(tasks, release)));
    stands = now.kind === 'stands' ? (stands ?? Date.now()) : undefined;
    if (stands !== undefined && Date.now() - stands >= steadyTime(wanted, service, lost)) return true;
    const stillFor = still(tasks, nodesFor(put.spec.TaskTemplate, nodes));
    fewer ||= haveLess(put, nodes);
    if (
      fewer &&
      stillFor.containers > restTime &&
      waits(now, service) &&
      isAtRest(wanted, put, tasks, nodes)
    ) {
      const next = await putWhereItFits(wanted, withoutThem(wanted, put, tasks, nodes), nodes);
      if (next === undefined) return false;
      [put, fewer] = [next, false];
    }
    put = { ...put, nodes };
    if (stillFor.all > patience)
      throw new ChangeFailed(
        `nothing moved for ${patience / 1000} s: ${obstacles(tasks, release) || 'no reason is told'}`,
      );
    await Promise.race([woken.next(), sleep(interval)]);
  }
}

/** How long (ms) nothing has to move before an update that lost a node is begun anew: Swarm goes on by itself where it can. */
const restTime = 4000;

/** Swarm is at it, and not on its way back. */
function waits(now: Verdict, service: Service | undefined): boolean {
  return now.kind === 'going' && service?.update?.state !== 'rollback_started';
}

/** Tells how long (ms) the containers have not moved; and with them the nodes, of which a new leader has yet to hear. */
function stillness(): (
  tasks: readonly Task[],
  nodes: readonly Node[],
) => { readonly containers: number; readonly all: number } {
  let [moved, containers, all] = ['', Date.now(), Date.now()];
  return (tasks, nodes) => {
    const now = Date.now();
    const seen = JSON.stringify(tasks.map(({ id, node, state, wanted }) => [id, node, state, wanted]));
    if (seen !== moved) [moved, containers, all] = [seen, now, now];
    if (nodes.some(({ ready }) => !ready)) all = now;
    return { containers: now - containers, all: now - all };
  };
}

/**
 * How long (ms) a container has to stay up that Swarm does not watch: a beginning, or what it starts once a node was lost. What was
 * put and has no update may be about to get one.
 */
function steadyTime(
  { app, role, first }: Change,
  service: Service | undefined,
  lost: ReadonlySet<string>,
): number {
  if (lost.size > 0) return Math.max(app.watch, 2) * 1000;
  if (first) return role === undefined ? 0 : 2000;
  return service?.update === undefined ? 2000 : 0;
}

function both(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('; ');
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
