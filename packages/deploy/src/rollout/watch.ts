import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../errors.ts';
import { serves } from '../proxy/proxy.ts';
import { containerTrouble } from '../watch/containers.ts';
import { explain } from '../watch/explain.ts';
import { type Traffic, verdictOn, verdictOnStage } from '../watch/traffic.ts';
import { hideSecrets } from './container.ts';
import { askHealth } from './health.ts';
import { replicasOf, servingNames, tellLastLines } from './replicas.ts';
import type { Target } from './target.ts';
import { follow, newServer } from './traffic.ts';
import { workerNames } from './workers.ts';

/** Looks for one kind of trouble until `stop` aborts; resolves with what is wrong. */
type Watcher = (target: Target, slot: number, stop: AbortSignal) => Promise<string | undefined>;

const healthInterval = 500;

/**
 * Watches the release after the switch, for as long as it is configured: what its traffic says, its container, its
 * health path, the proxy. PLAB_WATCH with what was seen as soon as one of them is bad; says what the traffic showed when none is.
 */
export async function watch(target: Target, slot: number, signal: AbortSignal): Promise<void> {
  await look(target, slot, signal, target.app.watch);
  target.say(explain(verdictOn(target.traffic)));
}

/** As {@link watch}, at a share of the traffic: ends as soon as that shows that the release is not worse. */
export async function compare(
  target: Target,
  slot: number,
  percent: number,
  signal: AbortSignal,
): Promise<void> {
  await look(target, slot, signal, target.app.canary.seconds, shownGood);
  target.say(`${percent} %: ${explain(verdictOnStage(target.traffic))}`);
}

/** Looks until the time is over or `enough` has been seen. */
async function look(
  target: Target,
  slot: number,
  signal: AbortSignal,
  seconds: number,
  enough?: (target: Target, stop: AbortSignal) => Promise<void>,
): Promise<void> {
  const { connection } = target;
  const end = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]);
  const reason = await firstTrouble(target, slot, end, enough);
  signal.throwIfAborted();
  connection.lost.throwIfAborted();
  if (reason === undefined) return;
  await tellLastLines(target, 10);
  throw fail('PLAB_WATCH', connection.host.name, await hideSecrets(target, reason));
}

async function firstTrouble(
  target: Target,
  slot: number,
  end: AbortSignal,
  enough?: (target: Target, stop: AbortSignal) => Promise<void>,
): Promise<string | undefined> {
  const over = new AbortController();
  const stop = AbortSignal.any([end, over.signal]);
  const looking = watchers.map((watcher) => watcher(target, slot, stop));
  void enough?.(target, stop).then(() => over.abort());
  try {
    return await firstOf(looking);
  } catch (error) {
    if (!end.aborted) throw error;
    return undefined;
  } finally {
    over.abort();
    await Promise.allSettled(looking);
  }
}

/** The first that finds something, else undefined when the last one has ended: none is passed over. */
function firstOf(looking: readonly Promise<string | undefined>[]): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let left = looking.length;
    for (const each of looking)
      each.then((reason) => {
        left -= 1;
        if (reason !== undefined || left === 0) resolve(reason);
      }, reject);
  });
}

const worseTraffic: Watcher = async ({ traffic }, _slot, stop) => {
  for (; !stop.aborted; await moreTraffic(traffic, stop)) {
    const verdict = verdictOn(traffic);
    if (verdict.kind === 'worse') return explain(verdict);
  }
  return undefined;
};

async function shownGood({ traffic }: Target, stop: AbortSignal): Promise<void> {
  while (!stop.aborted && verdictOnStage(traffic).kind !== 'not worse') await moreTraffic(traffic, stop);
}

async function moreTraffic({ listeners }: Traffic, stop: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const seen = (): void => {
      listeners.delete(seen);
      stop.removeEventListener('abort', seen);
      resolve();
    };
    listeners.add(seen);
    stop.addEventListener('abort', seen);
  });
}

const stopped: Watcher = async (target, _slot, stop) => {
  const { connection, done } = target;
  try {
    const names = [...servingNames(target), ...(await workerNames(target))];
    return await containerTrouble(connection.docker, names, done.startedAt ?? '', stop);
  } catch (error) {
    // When the connection was cut, its forwards end a little before ssh does.
    await Promise.race([aborted(connection.lost), sleep(1000)]);
    connection.lost.throwIfAborted();
    throw fail('PLAB_HOST_ENGINE', connection.host.name, 'it ended its stream of events', error);
  }
};

/** The application's own word: bad when it is, twice in a row. A first bad answer is looked into, whatever the time. */
const unhealthy: Watcher = async (target, slot, stop) =>
  await firstOf(replicasOf(target).map((replica) => oneUnhealthy(target, slot, replica, stop)));

async function oneUnhealthy(
  target: Target,
  slot: number,
  replica: number,
  stop: AbortSignal,
): Promise<string | undefined> {
  const { path, status } = target.app.health;
  let bad = 0;
  while (!stop.aborted || bad > 0) {
    const answer = await askHealth(target, slot, replica);
    bad = answer.status === status ? 0 : bad + 1;
    if (bad > 1) return `${path} answered ${answer.status ?? 'nothing'} ${answer.body.slice(0, 300)}`;
    await pause(stop);
  }
  return undefined;
}

/** A proxy that starts again, or is told to by somebody else, has read its file and serves the release of before. */
const proxyRestarted: Watcher = async (target, slot, stop) => {
  const { connection, done } = target;
  while (!stop.aborted) {
    const ended = await Promise.race([done.proxyEnded?.then(() => true), pause(stop)]);
    if (stop.aborted) return undefined;
    if (!(await serves(connection, newServer(target, slot))))
      return 'the proxy was restarted, and serves the release of before';
    if (ended === true) follow(target);
  }
  return undefined;
};

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

async function pause(stop: AbortSignal): Promise<void> {
  await sleep(healthInterval, undefined, { signal: stop }).catch(() => undefined);
}

const watchers: readonly Watcher[] = [worseTraffic, stopped, unhealthy, proxyRestarted];
