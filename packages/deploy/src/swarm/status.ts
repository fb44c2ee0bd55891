import type { AppConfig } from '../config/schema.ts';
import type { Host } from '../host/host.ts';
import { deployments } from '../host/deployments.ts';
import { readJournal } from '../host/journal.ts';
import { untilLost, visitAll } from '../operate/visit.ts';
import { signersOf } from '../provenance/signers.ts';
import type { HostStatus } from '../status.ts';
import { type Cluster, observeCluster } from './cluster.ts';
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
}

/** Looks at all nodes time and again, and tells what each shows, until the signal aborts. Errors: a connection that ends. */
export async function watchSwarm(
  { app, hosts, interval }: Watched,
  tell: (status: HostStatus) => void,
  signal: AbortSignal,
): Promise<void> {
  await visitAll(app, hosts, signal, async (connections) => {
    const cluster = await observeCluster(app.app, connections);
    await untilLost(connections, signal, interval, async () => {
      for (const each of await look(cluster)) tell(each);
    });
  });
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
