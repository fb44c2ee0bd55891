import type { AppConfig } from './config/schema.ts';
import type { Host } from './host/host.ts';
import { deployments } from './host/deployments.ts';
import { type DeploymentRecord, readJournal } from './host/journal.ts';
import { type HostState, observe } from './host/state.ts';
import { untilLost, visit } from './operate/visit.ts';
import { signersOf } from './provenance/signers.ts';
import type { Connection } from './ssh/connection.ts';
import { swarmStatuses, watchSwarm } from './swarm/status.ts';

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

interface Watching {
  readonly interval?: number;
  readonly onGone?: (host: string, reason: string) => void;
}

/**
 * Tells each host's status now and each time that it has changed, over one connection a host, until the signal aborts. The
 * proxies announce nothing, so they are asked each `interval` milliseconds. Errors: a connection that ends, which ends all;
 * on a swarm, which outlives nodes, the last one to a manager does, and `onGone` is told of the others.
 */
export async function watchStatuses(
  app: AppConfig,
  hosts: readonly Host[],
  onStatus: (status: HostStatus) => void,
  signal: AbortSignal,
  { interval = 1000, onGone = () => undefined }: Watching = {},
): Promise<void> {
  const tell = changesOnly(onStatus);
  if (app.swarm !== undefined) return await watchSwarm({ app, hosts, interval, onGone }, tell, signal);
  const end = new AbortController();
  const stop = AbortSignal.any([signal, end.signal]);
  const watch = async (host: Host): Promise<void> => {
    await visit(app, host, stop, async (connection) => {
      await untilLost([connection], stop, interval, async () => tell(await look(connection, app)));
    });
  };
  try {
    await Promise.all(hosts.map(watch));
  } finally {
    end.abort();
  }
}

/** Passes on what differs from what was told of the same host before. */
function changesOnly(onStatus: (status: HostStatus) => void): (status: HostStatus) => void {
  const told = new Map<string, string>();
  return (now) => {
    const text = JSON.stringify(now);
    if (told.get(now.host) !== text) onStatus(now);
    told.set(now.host, text);
  };
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
