import { setTimeout as sleep } from 'node:timers/promises';
import { type Change, ChangeFailed, named } from './change.ts';
import { nodesOf } from './cluster.ts';
import { drainLeaving } from './drain.ts';
import { haveLess, isStuck, type Put, putWhereItFits, silent, withoutThem } from './put.ts';
import { findService, tasksOf } from './service.ts';
import { forcedOf } from './spec.ts';
import { obstacles, type Seen, verdict } from './verdict.ts';
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
  const { cluster, app, release, role } = wanted;
  const patience = (app.health.timeout + app.drain + app.watch) * 1000 + reserve;
  let put = begun;
  let [moved, since] = ['', Date.now()];
  let stands: number | undefined;
  let fewer = false;
  for (;;) {
    signal.throwIfAborted();
    // In this order: containers that run belong to an update that the service tells of.
    const tasks = await tasksOf(cluster, wanted.spec.Name);
    const service = await findService(cluster, wanted.spec.Name);
    if (role === undefined) await drainLeaving(cluster, tasks);
    const nodes = await nodesOf(cluster);
    const now = verdict({ service, tasks, ...expected(wanted, put), down: silent(nodes) });
    stands = now.kind === 'stands' ? (stands ?? Date.now()) : undefined;
    if (stands !== undefined && Date.now() - stands >= steadyTime(wanted)) return true;
    if (now.kind === 'failed') throw new ChangeFailed(both(named(role, now.why), obstacles(tasks, release)));
    fewer ||= haveLess(put, nodes);
    if (fewer && isStuck(wanted, put, tasks, nodes)) {
      const { spec, unwatched } = withoutThem(wanted, put, tasks, nodes);
      const next = await putWhereItFits(wanted, spec, nodes);
      if (next === undefined) return false;
      put = { ...next, unwatched };
      fewer = false;
    }
    put = { ...put, nodes };
    const seen = JSON.stringify(tasks.map(({ id, state }) => [id, state]));
    // What a new leader has yet to hear from it takes for dead after half a minute.
    if (seen !== moved || nodes.some(({ ready, down }) => !ready && !down))
      [moved, since] = [seen, Date.now()];
    if (Date.now() - since > patience)
      throw new ChangeFailed(
        `nothing moved for ${patience / 1000} s: ${obstacles(tasks, release) || 'no reason is told'}`,
      );
    await Promise.race([woken.next(), sleep(interval)]);
  }
}

function expected(
  { release, first }: Change,
  { spec, unwatched }: Put,
): Pick<Seen, 'release' | 'forced' | 'replicas' | 'unwatched'> {
  return {
    release,
    forced: forcedOf(spec),
    replicas: spec.Mode.Replicated.Replicas,
    unwatched: ({ id }) => first || unwatched.has(id),
  };
}

/** How long (ms) a container has to stay up that nobody asks for its health; Swarm watches an update, but no beginning. */
function steadyTime({ role, first }: Change): number {
  return role !== undefined && first ? 2000 : 0;
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
