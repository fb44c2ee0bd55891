import { slotAddress } from '../host/slot.ts';
import { serverName, type Server } from '../proxy/config.ts';
import { configurationFor, configureProxy, writeConfiguration } from '../proxy/configure.ts';
import { addServer, shareTraffic, switchCommands, switchTraffic } from '../proxy/proxy.ts';
import { arm } from '../watch/guard.ts';
import { beginComparison, countPast, countTraffic } from '../watch/traffic.ts';
import type { Target } from './target.ts';

/** Sees to it that the proxy tells of its requests, and takes in those of the old release. */
export async function prepareProxy(target: Target): Promise<void> {
  const { connection, app, traffic } = target;
  const old = serving(target);
  if (old === undefined) return;
  await configureProxy(connection, { app: app.app, server: old });
  await countPast(connection, traffic, compared(target));
  follow(target);
}

/** Makes room for a second release in the proxy; its file gives that one no traffic, so that a restart goes back. */
export async function addCanary(target: Target, slot: number): Promise<void> {
  const { connection, app, done } = target;
  const [old, canary] = [serving(target), server(target, target.release.id, slot)];
  if (old === undefined) return;
  done.canary = true;
  await configureProxy(connection, { app: app.app, server: old, canary });
  follow(target);
}

/** Gives the release a share of the traffic; the first one arms the host. */
export async function share(target: Target, slot: number, percent: number): Promise<void> {
  const { connection, done, traffic } = target;
  const [old, to] = [serving(target), server(target, target.release.id, slot)];
  if (old === undefined) return;
  done.guard ??= await arm(connection, wayBack(target, old, to));
  done.switched = true;
  beginComparison(traffic);
  await shareTraffic(connection, to, old, percent);
}

/** Gives the release all new requests. */
export async function switchTo(target: Target, slot: number): Promise<void> {
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
export async function confirm(target: Target, slot: number): Promise<void> {
  const { connection, app, release, done } = target;
  const wanted = { app: app.app, server: server(target, release.id, slot) };
  if (done.guard === undefined) await writeConfiguration(connection, wanted);
  else await done.guard.confirm(configurationFor(wanted));
  done.confirmed = true;
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
export function serving(target: Target): Server | undefined {
  const old = target.before.releases.find(({ id }) => id === target.before.serving);
  return old === undefined ? undefined : server(target, old.id, old.slot);
}

function server(target: Target, release: string, slot: number): Server {
  return { name: serverName(release), address: `${slotAddress(target.app.app, slot)}:${target.app.port}` };
}
