import type { AppConfig } from '../config/schema.ts';
import type { Host } from '../host/host.ts';
import { deployments } from '../host/deployments.ts';
import { readJournal } from '../host/journal.ts';
import { untilLost, visitAll } from '../operate/visit.ts';
import { signersOf } from '../provenance/signers.ts';
import { isGone } from '../rollout/missing.ts';
import { all } from '../rollout/phase.ts';
import { messageOf } from '../rollout/record.ts';
import type { HostStatus } from '../status.ts';
import { type Cluster, type Member, observeCluster } from './cluster.ts';
import { hostState, observeSwarm } from './state.ts';

/** What each node runs of the application, what the swarm keeps, and what went on. Takes no lock and changes nothing. */
export async function swarmStatuses(
  app: AppConfig,
  hosts: readonly Host[],
  signal: AbortSignal,
): Promise<HostStatus[]> {
  return await visitAll(app, hosts, signal, async (connections) => {
    return await look(await observeCluster(app.app, connections));
  });
}

interface Watched {
  readonly app: AppConfig;
  readonly hosts: readonly Host[];
  /** Milliseconds between two looks. */
  readonly interval: number;
  /** Is told of a node whose connection ended. */
  readonly onGone: (host: string, reason: string) => void;
}

/**
 * Looks at all nodes time and again, and tells what each shows, until the signal aborts; goes on with those that are left
 * while a manager is among them. Errors: the connection to the last one ends.
 */
export async function watchSwarm(
  { app, hosts, interval, onGone }: Watched,
  tell: (status: HostStatus) => void,
  signal: AbortSignal,
): Promise<void> {
  await visitAll(app, hosts, signal, async (connections) => {
    let cluster = await observeCluster(app.app, connections);
    while (!signal.aborted)
      try {
        const own = cluster.members.map(({ connection }) => connection);
        await untilLost(own, signal, interval, async () => {
          for (const each of await look(cluster)) tell(each);
        });
      } catch (error) {
        cluster = await withoutLost(cluster, onGone, error);
      }
  });
}

/** Throws the error where nothing is left out, or no manager is left. */
async function withoutLost(cluster: Cluster, onGone: Watched['onGone'], error: unknown): Promise<Cluster> {
  const gone = new Set<Member>();
  await all(cluster.members, async (each) => {
    if (await isGone(each)) gone.add(each);
  });
  const members = cluster.members.filter((each) => !gone.has(each));
  if (gone.size === 0 || !members.some(({ manager }) => manager)) throw error;
  for (const { connection } of gone) onGone(connection.host.name, messageOf(connection.lost.reason));
  return { ...cluster, members };
}

async function look(cluster: Cluster): Promise<HostStatus[]> {
  const state = await observeSwarm(cluster);
  return await Promise.all(
    cluster.members.map(async (member) => {
      const journal = await readJournal(member.connection, cluster.app);
      return {
        host: member.connection.host.name,
        state: hostState(state, member),
        deployments: deployments(journal),
        signedBy: signersOf(journal),
      };
    }),
  );
}
