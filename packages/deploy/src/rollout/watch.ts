import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../errors.ts';
import { serverName } from '../proxy/config.ts';
import { serves } from '../proxy/proxy.ts';
import { containerName } from '../release.ts';
import { containerTrouble } from '../watch/containers.ts';
import { explain } from '../watch/explain.ts';
import { verdictOn } from '../watch/traffic.ts';
import { lastLines } from './container.ts';
import { askHealth } from './health.ts';
import type { Target } from './target.ts';

/** Looks for one kind of trouble until `stop` aborts; resolves with what is wrong. */
type Watcher = (target: Target, slot: number, stop: AbortSignal) => Promise<string | undefined>;

const healthInterval = 500;

/**
 * Watches the release after the switch: what its traffic says, its container, its health path, the proxy. PLAB_WATCH
 * with what was seen as soon as one of them says that it is bad; says what the traffic showed when none does.
 */
export async function watch(target: Target, slot: number, signal: AbortSignal): Promise<void> {
  const { app, connection, traffic } = target;
  const reason = await firstTrouble(
    target,
    slot,
    AbortSignal.any([signal, AbortSignal.timeout(app.watch * 1000)]),
  );
  signal.throwIfAborted();
  connection.lost.throwIfAborted();
  if (reason === undefined) return target.say(explain(verdictOn(traffic)));
  for (const line of await lastLines(target, 10).catch(() => [])) target.say(`  ${line}`);
  throw fail('PLAB_WATCH', connection.host.name, reason);
}

async function firstTrouble(target: Target, slot: number, stop: AbortSignal): Promise<string | undefined> {
  const over = new AbortController();
  const until = AbortSignal.any([stop, over.signal]);
  const watchers: readonly Watcher[] = [worseTraffic, stopped, unhealthy, proxyRestarted];
  const looking = watchers.map((watcher) => watcher(target, slot, until));
  try {
    return await Promise.race(looking);
  } catch (error) {
    if (!stop.aborted) throw error;
    return undefined;
  } finally {
    over.abort();
    await Promise.allSettled(looking);
  }
}

const worseTraffic: Watcher = async ({ traffic }, _slot, stop) => {
  while (!stop.aborted) {
    const verdict = verdictOn(traffic);
    if (verdict.kind === 'worse') return explain(verdict);
    await new Promise<void>((resolve) => {
      const look = (): void => {
        traffic.listeners.delete(look);
        stop.removeEventListener('abort', look);
        resolve();
      };
      traffic.listeners.add(look);
      stop.addEventListener('abort', look);
    });
  }
  return undefined;
};

const stopped: Watcher = async ({ connection, app, release, done }, _slot, stop) =>
  await containerTrouble(connection.docker, containerName(app.app, release), done.startedAt ?? '', stop);

/** The application's own word: bad when it is, twice in a row. */
const unhealthy: Watcher = async (target, slot, stop) => {
  const { path, status } = target.app.health;
  let bad = 0;
  while (!stop.aborted) {
    const answer = await askHealth(target, slot);
    bad = answer.status === status ? 0 : bad + 1;
    if (bad > 1) return `${path} answered ${answer.status ?? 'nothing'} ${answer.body.slice(0, 300)}`;
    await pause(stop);
  }
  return undefined;
};

/** A proxy that starts again, or is told to by somebody else, has read its file and serves the release of before. */
const proxyRestarted: Watcher = async ({ connection, release, done }, _slot, stop) => {
  while (!stop.aborted) {
    await Promise.race([done.proxyEnded, pause(stop)]);
    if (stop.aborted) return undefined;
    if (!(await serves(connection, { name: serverName(release.id) })))
      return 'the proxy was restarted, and serves the release of before';
  }
  return undefined;
};

async function pause(stop: AbortSignal): Promise<void> {
  await sleep(healthInterval, undefined, { signal: stop }).catch(() => undefined);
}
