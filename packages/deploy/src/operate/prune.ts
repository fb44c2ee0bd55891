import type { AppConfig } from '../config/schema.ts';
import type { Host } from '../host/host.ts';
import { endLeftPull } from '../rollout/left-pull.ts';
import { lockAll } from '../rollout/lock.ts';
import { observeCluster } from '../swarm/cluster.ts';
import { tidySwarm } from '../swarm/tidy.ts';
import { tidy, type Tidied } from '../rollout/tidy.ts';

/**
 * Removes what hosts keep of an application beyond `keep`, and what a deployment that was cut has left there, under their
 * locks. Gives what was removed, by host.
 */
export async function prune(
  app: AppConfig,
  hosts: readonly Host[],
  signal: AbortSignal,
): Promise<Map<string, Tidied>> {
  const connections = await lockAll({ app, hosts }, signal, 'pruning');
  try {
    await Promise.all(connections.map(endLeftPull));
    if (app.swarm !== undefined) return await tidySwarm(await observeCluster(app.app, connections), app);
    const tidied = await Promise.all(
      connections.map(async (each) => [each.host.name, await tidy(each, app)] as const),
    );
    return new Map(tidied);
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
}
