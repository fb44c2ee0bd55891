import type { ShippableImage } from '@pipeline-lab/image';
import type { AppConfig } from '../config/schema.ts';
import type { Host } from '../host/host.ts';
import type { HostPreview } from '../operate/preview.ts';
import { visitAll } from '../operate/visit.ts';
import type { Release } from '../release.ts';
import { bytesOf, missingLayers } from '../rollout/missing-layers.ts';
import { all } from '../rollout/phase.ts';
import { preflight } from '../rollout/preflight.ts';
import { checkNodes, observeCluster } from './cluster.ts';
import { isThere } from './outlook.ts';
import { planOf } from './plan.ts';
import { refuse } from './refuse.ts';
import { hostState, observeSwarm } from './state.ts';

interface PreviewRequest {
  readonly app: AppConfig;
  readonly hosts: readonly Host[];
  readonly image: ShippableImage;
  readonly release: Release;
}

/** Checks the hosts and the swarm as a rollout would, and plans it. Errors: as `rollOutOnSwarm`. */
export async function previewOnSwarm(
  { app, hosts, image, release }: PreviewRequest,
  signal: AbortSignal,
): Promise<HostPreview[]> {
  refuse({ app, hosts: hosts.length, image });
  return await visitAll(app, hosts, signal, async (connections) => {
    await all(connections, (each) =>
      preflight(each, { app: app.app, replicas: app.replicas, image, locked: false, registry: false }),
    );
    const cluster = await observeCluster(app.app, connections);
    await checkNodes(cluster, 0);
    const before = await observeSwarm(cluster);
    const stands = isThere({ app, hosts }, cluster, release, before);
    return await all(cluster.members, async (member) => {
      const missing = await missingLayers(member.connection, image);
      return {
        host: member.connection.host.name,
        release: release.id,
        before: hostState(before, member),
        plan: planOf(app, stands, member.connection.host === hosts[0]),
        missing: { layers: missing.length, bytes: bytesOf(missing) },
      };
    });
  });
}
