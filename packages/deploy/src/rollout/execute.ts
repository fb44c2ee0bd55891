import { setTimeout as sleep } from 'node:timers/promises';
import { slotAddress } from '../host/slot.ts';
import type { Step } from '../plan.ts';
import { serverName, type Server } from '../proxy/config.ts';
import {
  addServer,
  configurationFor,
  configureProxy,
  inFlight,
  reloadProxy,
  removeServer,
  shareTraffic,
  switchCommands,
  switchTraffic,
  untilAnswers,
  writeConfiguration,
} from '../proxy/proxy.ts';
import { arm } from '../watch/guard.ts';
import { beginComparison, countPast, countTraffic } from '../watch/traffic.ts';
import { createContainer, removeContainer, startContainer, stopContainer } from './container.ts';
import { awaitHealthy } from './health.ts';
import { ship } from './ship.ts';
import type { Target } from './target.ts';
import { compare, watch } from './watch.ts';

/** Does one step on one host. Idempotent. What there is to undo later goes to `target.done`. */
export async function execute(target: Target, step: Step, signal: AbortSignal): Promise<void> {
  switch (step.kind) {
    case 'proxy':
      return await prepareProxy(target);
    case 'ship':
      target.done.shipped = await ship(target, signal);
      return;
    case 'create':
      target.done.created = true;
      return await createContainer(target, step.slot);
    case 'start':
      target.done.started = true;
      target.done.startedAt = await startContainer(target);
      return;
    case 'health':
      return await awaitHealthy(target, step.slot, signal);
    case 'canary':
      return await addCanary(target, step.slot);
    case 'share':
      return await share(target, step.slot, step.percent);
    case 'compare':
      return await compare(target, step.slot, step.percent, signal);
    case 'switch':
      return await switchTo(target, step.slot);
    case 'watch':
      return await watch(target, step.slot, signal);
    case 'confirm':
      return await confirm(target, step.slot);
    case 'retire':
      return await retire(target, step.release, signal);
    case 'remove':
      return await removeContainer(target, step.release);
    case 'forget':
      // The file knows nothing of a canary any more; the proxy still has its cookie and the old server.
      return await reloadProxy(target.connection);
  }
}

/** Undoes what a rollout did on a host: the release of before serves again, the new one is gone. */
export async function undo(target: Target): Promise<void> {
  const { release, done, connection, app } = target;
  const old = serving(target);
  if ((done.switched === true || done.canary === true) && old !== undefined) {
    await untilAnswers(connection);
    await switchTraffic(connection, old);
    if (done.canary === true) await configureProxy(connection, { app: app.app, server: old });
    if (done.confirmed === true) await writeConfiguration(connection, { app: app.app, server: old });
  }
  if (done.confirmed !== true) done.wentBack = (await done.guard?.disarm()) === false;
  if (done.started !== true && done.created !== true) return;
  if (target.before.proxyReady || done.switched === true)
    await removeServer(connection, serverName(release.id));
  await stopContainer(target, release.id, app.drain);
  if (done.created === true) await removeContainer(target, release.id);
}

/** Sees to it that the proxy tells of its requests, and takes in those of the old release. */
async function prepareProxy(target: Target): Promise<void> {
  const { connection, app, traffic } = target;
  const old = serving(target);
  if (old === undefined) return;
  await configureProxy(connection, { app: app.app, server: old });
  await countPast(connection, traffic, compared(target));
  follow(target);
}

/** Makes room for a second release in the proxy; its file gives that one no traffic, so that a restart goes back. */
async function addCanary(target: Target, slot: number): Promise<void> {
  const { connection, app, done } = target;
  const [old, canary] = [serving(target), server(target, target.release.id, slot)];
  if (old === undefined) return;
  done.canary = true;
  await configureProxy(connection, { app: app.app, server: old, canary });
  follow(target);
}

async function share(target: Target, slot: number, percent: number): Promise<void> {
  const { connection, done, traffic } = target;
  const [old, to] = [serving(target), server(target, target.release.id, slot)];
  if (old === undefined) return;
  done.guard ??= await arm(connection, wayBack(target, old, to));
  done.switched = true;
  beginComparison(traffic);
  await shareTraffic(connection, to, old, percent);
}

async function switchTo(target: Target, slot: number): Promise<void> {
  const { connection, app, before, done, traffic } = target;
  const to = server(target, target.release.id, slot);
  const old = serving(target);
  if (before.proxyReady) await addServer(connection, to);
  if (old !== undefined) done.guard ??= await arm(connection, wayBack(target, old, to));
  done.switched = true;
  beginComparison(traffic);
  if (before.proxyReady) return await switchTraffic(connection, to);
  await configureProxy(connection, { app: app.app, server: to });
  follow(target);
}

/** The release stays: the file names it from now on, so that a restart finds it. */
async function confirm(target: Target, slot: number): Promise<void> {
  const { connection, app, release, done } = target;
  const wanted = { app: app.app, server: server(target, release.id, slot) };
  if (done.guard === undefined) await writeConfiguration(connection, wanted);
  else await done.guard.confirm(configurationFor(wanted));
  done.confirmed = true;
}

async function retire(target: Target, release: string, signal: AbortSignal): Promise<void> {
  const end = Date.now() + target.app.drain * 1000;
  while (Date.now() < end && (await inFlight(target.connection, serverName(release))) > 0)
    await sleep(50, undefined, { signal });
  await stopContainer(target, release, target.app.drain);
  await removeServer(target.connection, serverName(release));
}

/** Counts the requests of the proxy's present process, and of no earlier one. */
function follow(target: Target): void {
  const { connection, traffic, done } = target;
  done.following?.abort();
  done.following = new AbortController();
  done.proxyEnded = countTraffic(connection, traffic, compared(target), done.following.signal);
}

function compared({ before, release }: Target): { old: string | undefined; fresh: string } {
  return { old: before.serving, fresh: release.id };
}

function wayBack(
  { deployment, release, before }: Target,
  old: Server,
  to: Server,
): Parameters<typeof arm>[1] {
  return {
    commands: switchCommands(old.name, [to.name]),
    record: {
      type: 'deployment.finished',
      deployment,
      release: release.id,
      label: release.label,
      result: 'rolled-back',
      ...(before.serving === undefined ? {} : { previous: before.serving }),
    },
  };
}

/** The server of the release that served before. */
function serving(target: Target): Server | undefined {
  const old = target.before.releases.find(({ id }) => id === target.before.serving);
  return old === undefined ? undefined : server(target, old.id, old.slot);
}

function server(target: Target, release: string, slot: number): Server {
  return { name: serverName(release), address: `${slotAddress(target.app.app, slot)}:${target.app.port}` };
}
