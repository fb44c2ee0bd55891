import { setTimeout as sleep } from 'node:timers/promises';
import type { AppConfig } from './config/schema.ts';
import { fail } from './errors.ts';
import type { Host } from './host/host.ts';
import { deployments } from './host/deployments.ts';
import { type DeploymentRecord, readJournal } from './host/journal.ts';
import { type HostState, observe } from './host/state.ts';
import { visit } from './operate/visit.ts';
import { signersOf } from './provenance/signers.ts';
import type { Connection } from './ssh/connection.ts';
import { swarmStatuses } from './swarm/status.ts';

export interface HostStatus {
  readonly host: string;
  readonly state: HostState;
  /** Deployments that ended, oldest first. */
  readonly deployments: readonly DeploymentRecord[];
  /** Ids of the keys that signed its releases, where that was asked for, by release. */
  readonly signedBy: Readonly<Record<string, string>>;
}

/** What a host serves, keeps and went through. Takes no lock and changes nothing. */
export async function status(app: AppConfig, host: Host, signal: AbortSignal): Promise<HostStatus> {
  return await visit(app, host, signal, async (connection) => await look(connection, app));
}

/** As {@link status}, of all hosts of a destination; those of a swarm know of its releases together. */
export async function statuses(
  app: AppConfig,
  hosts: readonly Host[],
  signal: AbortSignal,
): Promise<HostStatus[]> {
  if (app.swarm !== undefined) return await swarmStatuses(app, hosts, signal);
  return await Promise.all(hosts.map(async (host) => await status(app, host, signal)));
}

/**
 * Tells a host's status now and each time that it has changed, over one connection, until the signal aborts. The proxy
 * announces nothing, so it is asked each `interval` milliseconds. Errors: a connection that ends.
 */
export async function watchStatus(
  app: AppConfig,
  host: Host,
  onStatus: (status: HostStatus) => void,
  signal: AbortSignal,
  interval = 1000,
): Promise<void> {
  if (app.swarm !== undefined)
    throw fail(
      'PLAB_SWARM_CANNOT',
      app.app,
      '  status --watch: ask again, or on a manager: `docker events --filter type=service`',
    );
  await visit(app, host, signal, async (connection) => {
    const stop = AbortSignal.any([signal, connection.lost]);
    for (let told = ''; !stop.aborted; ) {
      const now = await look(connection, app);
      const text = JSON.stringify(now);
      if (text !== told) onStatus(now);
      told = text;
      await sleep(interval, undefined, { signal: stop }).catch(() => undefined);
    }
    if (!signal.aborted) connection.lost.throwIfAborted();
  });
}

async function look(connection: Connection, app: AppConfig): Promise<HostStatus> {
  const state = await observe(connection, app.app);
  const journal = await readJournal(connection, app.app);
  return {
    host: connection.host.name,
    state,
    deployments: deployments(journal),
    signedBy: signersOf(journal),
  };
}
