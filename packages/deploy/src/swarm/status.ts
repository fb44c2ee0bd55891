import type { AppConfig } from '../config/schema.ts';
import type { Host } from '../host/host.ts';
import { deployments } from '../host/deployments.ts';
import { readJournal } from '../host/journal.ts';
import { visitAll } from '../operate/visit.ts';
import { signersOf } from '../provenance/signers.ts';
import type { HostStatus } from '../status.ts';
import { observeCluster } from './cluster.ts';
import { hostState, observeSwarm } from './state.ts';

/** What each node runs of the application, what the swarm keeps, and what went on. Takes no lock and changes nothing. */
export async function swarmStatuses(
  app: AppConfig,
  hosts: readonly Host[],
  signal: AbortSignal,
): Promise<HostStatus[]> {
  return await visitAll(app, hosts, signal, async (connections) => {
    const cluster = await observeCluster(app.app, connections);
    const state = await observeSwarm(cluster);
    return await Promise.all(
      cluster.members.map(async (member) => {
        const journal = await readJournal(member.connection, app.app);
        return {
          host: member.connection.host.name,
          state: hostState(state, member),
          deployments: deployments(journal),
          signedBy: signersOf(journal),
        };
      }),
    );
  });
}
