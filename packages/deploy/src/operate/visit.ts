import { setTimeout as sleep } from 'node:timers/promises';
import type { AppConfig } from '../config/schema.ts';
import { fail } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { type KeptRelease, observe } from '../host/state.ts';
import { type Connection, connect } from '../ssh/connection.ts';
import { releaseOnNode } from '../swarm/containers.ts';

/** Does something on a host without the lock: it must not change what is deployed. */
export async function visit<Result>(
  { app, port }: AppConfig,
  host: Host,
  signal: AbortSignal,
  task: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await connect({ host, app, port, lock: false, owner: '' }, signal);
  try {
    return await task(connection);
  } finally {
    await connection.close();
  }
}

/** As {@link visit}, on all hosts together. */
export async function visitAll<Result>(
  { app, port }: AppConfig,
  hosts: readonly Host[],
  signal: AbortSignal,
  task: (connections: readonly Connection[]) => Promise<Result>,
): Promise<Result> {
  const opened = await Promise.allSettled(
    hosts.map(async (host) => await connect({ host, app, port, lock: false, owner: '' }, signal)),
  );
  const connections = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  try {
    const refused = opened.find((each) => each.status === 'rejected');
    if (refused !== undefined) throw refused.reason;
    return await task(connections);
  } finally {
    await Promise.all(connections.map(async (connection) => await connection.close()));
  }
}

/** Looks each `interval` milliseconds until the signal aborts. Errors: a connection that ends. */
export async function untilLost(
  connections: readonly Connection[],
  signal: AbortSignal,
  interval: number,
  look: () => Promise<void>,
): Promise<void> {
  const stop = AbortSignal.any([signal, ...connections.map(({ lost }) => lost)]);
  while (!stop.aborted) {
    await look();
    await sleep(interval, undefined, { signal: stop }).catch(() => undefined);
  }
  if (!signal.aborted) for (const { lost } of connections) lost.throwIfAborted();
}

/** The release that serves on a host, or the kept one whose id begins with `wanted`. Errors: PLAB_NOT_DEPLOYED. */
export async function releaseOn(
  connection: Connection,
  app: AppConfig,
  wanted: string | undefined,
): Promise<KeptRelease> {
  if (app.swarm !== undefined) return await releaseOnNode(connection, app.app, wanted);
  const { releases, serving } = await observe(connection, app.app);
  const found = releases.find(({ id }) => (wanted === undefined ? id === serving : id.startsWith(wanted)));
  if (found !== undefined) return found;
  throw fail('PLAB_NOT_DEPLOYED', connection.host.name, wanted ?? `${app.app} that serves`);
}

/** A container of a release; `worker` is its role and number, absent for a single one that serves. */
export interface ReleaseContainer {
  readonly container: string;
  readonly worker?: string;
}

/**
 * The containers of a release that have a role, `web` being that of those that serve, or that name (`worker-2`); without a
 * role, all. Errors: PLAB_NO_ROLE.
 */
export function containersOf(
  { host }: Connection,
  { container, replicas, workers }: KeptRelease,
  role?: string,
): ReleaseContainer[] {
  const several = replicas.length > 1 ? replicas : [];
  const all: readonly ReleaseContainer[] = [
    // A node of a swarm may have none that serves.
    ...(several.length === 0 && container !== '' ? [{ container }] : []),
    ...[...several, ...workers].map((each) => ({ container: each.container, worker: each.name })),
  ];
  const found = all.filter((each) => [undefined, roleOf(each), each.worker].includes(role));
  if (found.length > 0) return found;
  const known = [...new Set(all.map(roleOf))].join(', ');
  throw fail('PLAB_NO_ROLE', host.name, `“${role ?? ''}” (it has ${known})`);
}

function roleOf({ worker }: ReleaseContainer): string {
  return worker === undefined ? 'web' : worker.replace(/-\d+$/, '');
}
