import { configurationWith, configureProxy, writeConfiguration } from '../proxy/configure.ts';
import { type Server, serversOf } from '../proxy/entry.ts';
import { addServer, shareTraffic, switchCommands, switchTraffic } from '../proxy/proxy.ts';
import { arm } from '../watch/guard.ts';
import { beginComparison, countPast, countTraffic } from '../watch/traffic.ts';
import { enterProxy, entryOf } from './proxy-entry.ts';
import { replicaCount, replicasOf, serverOf } from './replicas.ts';
import type { Target } from './target.ts';

/** Brings the proxy to what deploy.yml says, sees to it that it tells of its requests, and takes in those of the old release. */
export async function prepareProxy(target: Target): Promise<void> {
  const { connection, traffic } = target;
  const old = serving(target);
  await enterProxy(target, { server: old });
  // Not sooner: what it answered until it is followed would be in no count.
  if (old !== undefined) await countPast(connection, traffic, compared(target));
  follow(target);
}

/** Makes room for a second release in the proxy; its file gives that one no traffic, so that a restart goes back. */
export async function addCanary(target: Target, slot: number): Promise<void> {
  const { connection, done } = target;
  const [old, canary] = [serving(target), newServer(target, slot)];
  if (old === undefined) return;
  done.canary = true;
  await configureProxy(connection, entryOf(target, { server: old, canary }));
  follow(target);
}

/** Gives the release a share of the traffic; the first one arms the host. */
export async function share(target: Target, slot: number, percent: number): Promise<void> {
  const { connection, done, traffic } = target;
  const [old, to] = [serving(target), newServer(target, slot)];
  if (old === undefined) return;
  done.guard ??= await arm(connection, wayBack(target, old, to));
  done.switched = true;
  beginComparison(traffic);
  await shareTraffic(connection, to, old, percent);
}

/** Gives the release all new requests. */
export async function switchTo(target: Target, slot: number): Promise<void> {
  const { connection, done, traffic } = target;
  const to = newServer(target, slot);
  const old = serving(target);
  const servers = await addServer(connection, to);
  if (old !== undefined) done.guard ??= await arm(connection, wayBack(target, old, to));
  done.switched = true;
  beginComparison(traffic);
  await switchTraffic(connection, to, servers);
}

/** The release stays: the file names it from now on, so that a restart finds it. */
export async function confirm(target: Target, slot: number): Promise<void> {
  const { connection, done } = target;
  const wanted = entryOf(target, { server: newServer(target, slot) });
  if (done.guard === undefined) await writeConfiguration(connection, wanted);
  else await done.guard.confirm(async () => await configurationWith(connection, wanted));
  done.confirmed = true;
}

/** Counts the requests of the proxy's present process, and of no earlier one. */
export function follow(target: Target): void {
  const { connection, traffic, done } = target;
  done.following?.abort();
  done.following = new AbortController();
  done.proxyEnded = countTraffic(connection, traffic, compared(target), done.following.signal);
}

function compared({ before, release }: Target): { old: string | undefined; fresh: string } {
  return { old: before.serving, fresh: release.id };
}

function wayBack(
  { app, deployment, release, before }: Target,
  old: Server,
  to: Server,
): Parameters<typeof arm>[1] {
  const kept = new Set(serversOf(old).map(({ name }) => name));
  const left = serversOf(to).filter(({ name }) => !kept.has(name));
  return {
    commands: switchCommands(app.app, old, left),
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
export function serving(target: Target): Server | undefined {
  const old = target.before.releases.find(({ id }) => id === target.before.serving);
  return old === undefined ? undefined : serverOf(target, old.id, old.slot, replicaCount(old));
}

/** Those of the release that is rolled out. */
export function newServer(target: Target, slot: number): Server {
  return serverOf(target, target.release.id, slot, replicasOf(target).length);
}
