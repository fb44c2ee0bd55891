import { setTimeout as sleep } from 'node:timers/promises';
import type { Step } from '../step.ts';
import { reloadProxy } from '../proxy/configure.ts';
import { inFlight, removeServers, switchTraffic, untilAnswers } from '../proxy/proxy.ts';
import { awaitHealthy } from './health.ts';
import { stopMembers } from './members.ts';
import { certify, leaveProxy } from './proxy-entry.ts';
import { runReleaseCommand } from './release-command.ts';
import { createReplicas, startReplicas } from './replicas.ts';
import { removeRelease } from './remove-release.ts';
import { ship } from './ship.ts';
import type { Target } from './target.ts';
import { addCanary, confirm, prepareProxy, serving, share, switchTo } from './traffic.ts';
import { compare, watch } from './watch.ts';
import { createWorkers, startWorkers } from './workers.ts';

/** Does one step on one host. Idempotent. What there is to undo later goes to `target.done`. */
export async function execute(target: Target, step: Step, signal: AbortSignal): Promise<void> {
  switch (step.kind) {
    case 'proxy':
      return await prepareProxy(target);
    case 'certificate':
      return await certify(target, { server: serving(target) });
    case 'ship':
      target.done.shipped = await ship(target, signal);
      return;
    case 'create':
      target.done.created = true;
      await createReplicas(target, step.slot);
      return await createWorkers(target, step.slot);
    case 'command':
      return await runReleaseCommand(target, signal);
    case 'start':
      target.done.started = true;
      target.done.startedAt = await startReplicas(target);
      return;
    case 'health':
      return await awaitHealthy(target, step.slot, signal);
    case 'workers':
      return await startWorkers(target, signal);
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
    case 'dismiss':
      return await stopMembers(target.connection, step.release, 'beside', target.app.drain);
    case 'retire':
      return await retire(target, step.release, signal);
    case 'remove':
      return await removeRelease(target.connection, step.release);
    case 'forget':
      // The file knows nothing of a canary any more; the proxy still has its cookie and the old server.
      return await reloadProxy(target.connection);
    case 'update':
    case 'task':
    case 'answer':
    case 'settle':
      throw new Error(`${step.kind} is a step of a swarm`);
  }
}

/** Undoes what a rollout did on a host: the release of before serves again, the new one is gone. */
export async function undo(target: Target): Promise<void> {
  const { release, done, connection, app } = target;
  const old = serving(target);
  const moved = done.switched === true || done.canary === true;
  if (moved && old !== undefined) {
    await untilAnswers(connection);
    await switchTraffic(connection, old);
  }
  // Before the proxy may be reloaded: an armed host keeps that off.
  if (done.confirmed !== true) done.wentBack = (await done.guard?.disarm()) === false;
  await leaveProxy(target, old);
  if (done.started !== true && done.created !== true) return;
  // What still serves of a release whose rest did not come back is left alone.
  if (release.id === target.before.serving) return;
  await stopMembers(connection, release.id, 'beside', app.drain);
  if (done.switched === true && old !== undefined) await drained(target, release.id);
  await removeServers(connection, release.id);
  await stopMembers(connection, release.id, 'serving', app.drain);
  if (done.created === true) await removeRelease(connection, release.id);
}

async function retire(target: Target, release: string, signal: AbortSignal): Promise<void> {
  const { connection, app } = target;
  await stopMembers(connection, release, 'beside', app.drain);
  await drained(target, release, signal);
  await stopMembers(connection, release, 'serving', app.drain);
  await removeServers(connection, release);
}

/** Waits until a release that gets no new requests has answered those it has, as long as it may take. */
async function drained({ connection, app }: Target, release: string, signal?: AbortSignal): Promise<void> {
  const end = Date.now() + app.drain * 1000;
  while (Date.now() < end && (await inFlight(connection, release)) > 0)
    await sleep(50, undefined, signal === undefined ? {} : { signal });
}
