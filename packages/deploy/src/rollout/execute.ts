import { setTimeout as sleep } from 'node:timers/promises';
import { slotAddress } from '../host/slot.ts';
import type { Step } from '../plan.ts';
import { serverName, type Server } from '../proxy/config.ts';
import { addServer, inFlight, initializeProxy, removeServer, switchTraffic } from '../proxy/proxy.ts';
import { createContainer, removeContainer, startContainer, stopContainer } from './container.ts';
import { awaitHealthy } from './health.ts';
import { ship } from './ship.ts';
import type { Target } from './target.ts';
import { watch } from './watch.ts';

/** Does one step on one host. Idempotent. What there is to undo later goes to `target.done`. */
export async function execute(target: Target, step: Step, signal: AbortSignal): Promise<void> {
  switch (step.kind) {
    case 'ship':
      target.done.shipped = await ship(target, signal);
      return;
    case 'create':
      target.done.created = true;
      return await createContainer(target, step.slot);
    case 'start':
      target.done.started = true;
      return await startContainer(target);
    case 'health':
      return await awaitHealthy(target, step.slot, signal);
    case 'switch':
      return await switchTo(target, step.slot);
    case 'watch':
      return await watch(target, step.slot, signal);
    case 'retire':
      return await retire(target, step.release, signal);
    case 'remove':
      return await removeContainer(target, step.release);
  }
}

/** Undoes what a rollout did on a host: the release of before serves again, the new one is gone. */
export async function undo(target: Target): Promise<void> {
  const { before, release, done, connection, app } = target;
  const old = before.releases.find(({ id }) => id === before.serving);
  if (done.switched === true && old !== undefined)
    await switchTraffic(connection, app.app, server(target, old.id, old.slot));
  if (done.started !== true && done.created !== true) return;
  if (before.proxyReady || done.switched === true) await removeServer(connection, serverName(release.id));
  await stopContainer(target, release.id, app.drain);
  if (done.created === true) await removeContainer(target, release.id);
}

async function switchTo(target: Target, slot: number): Promise<void> {
  const to = server(target, target.release.id, slot);
  if (target.before.proxyReady) await addServer(target.connection, to);
  target.done.switched = true;
  if (target.before.proxyReady) await switchTraffic(target.connection, target.app.app, to);
  else await initializeProxy(target.connection, target.app.app, to);
}

async function retire(target: Target, release: string, signal: AbortSignal): Promise<void> {
  const end = Date.now() + target.app.drain * 1000;
  while (Date.now() < end && (await inFlight(target.connection, serverName(release))) > 0)
    await sleep(50, undefined, { signal });
  await stopContainer(target, release, target.app.drain);
  await removeServer(target.connection, serverName(release));
}

function server(target: Target, release: string, slot: number): Server {
  return { name: serverName(release), address: `${slotAddress(target.app.app, slot)}:${target.app.port}` };
}
