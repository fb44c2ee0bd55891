import { certificatesFor } from '../acme/certificates-for.ts';
import type { AppConfig } from '../config/schema.ts';
import type { Report } from '../rollout/events.ts';
import { attestationFor } from '../provenance/admit.ts';
import { requireAttestedImage } from '../provenance/before-start.ts';
import { checkAll } from '../rollout/preflight.ts';
import { newDeployment } from '../rollout/record.ts';
import type { Rollout, Target } from '../rollout/target.ts';
import type { Connection } from '../ssh/connection.ts';
import { newTraffic } from '../watch/traffic.ts';
import { checkNodes, type Cluster, observeCluster } from './cluster.ts';
import type { Journey } from './journey.ts';
import { planOf } from './plan.ts';
import { hostState, observeSwarm, stands } from './state.ts';

/** Looks at the hosts and at the swarm; nothing is changed. */
export async function prepare(
  rollout: Rollout,
  connections: readonly Connection[],
  report: Report,
  signal: AbortSignal,
): Promise<Journey> {
  const { app, hosts } = rollout;
  report({ type: 'phase', phase: 'preflight' });
  const missing = await checkAll(connections, rollout, report);
  const cluster = await observeCluster(app.app, connections);
  await checkNodes(cluster, hosts.length - connections.length);
  warnOfPrivileges(cluster, report);
  warnOfVolumes(app, cluster, report);
  const before = await observeSwarm(cluster);
  const member = cluster.members.find(({ manager }) => manager);
  if (member === undefined) throw new Error('a cluster has a manager');
  const release = await rollout.release(member.connection, hostState(before, member));
  const attestation = await attestationFor(rollout, member.connection, release);
  const deployment = newDeployment();
  const shared = {
    deployment: deployment.id,
    traffic: newTraffic(),
    certificates: certificatesFor(app, connections, signal),
    app,
    release,
    caller: { folder: process.cwd(), destination: '', ...rollout.caller, verb: rollout.verb },
    ...(rollout.proxyFiles === undefined ? {} : { proxyFiles: rollout.proxyFiles }),
    ...(attestation === undefined ? {} : { attestation }),
    report,
  };
  const isThere = stands(before, release, app, {
    members: cluster.members,
    hosts: hosts.map(({ name }) => name),
  });
  if (isThere)
    for (const service of [before.service, ...before.roles.values()])
      requireAttestedImage(
        attestation,
        service?.spec.TaskTemplate.ContainerSpec.Image ?? '',
        member.connection.host.name,
        'which its service has',
      );
  const targets = cluster.members.map((each): Target => {
    const { connection } = each;
    const source = rollout.sources?.get(connection.host);
    const lacks = missing.get(connection);
    const command = rollout.verb === 'deploy' && connection.host === hosts[0];
    return {
      ...shared,
      connection,
      before: hostState(before, each),
      plan: planOf(app, isThere, command),
      ...(source === undefined ? {} : { source }),
      ...(lacks === undefined ? {} : { missing: lacks }),
      done: { step: 0 },
      say: (text) => report({ type: 'say', host: connection.host.name, text }),
    };
  });
  return {
    rollout,
    cluster,
    deployment,
    before,
    release,
    targets,
    nodes: new Map(),
    changed: new Set(),
    report,
  };
}

function warnOfVolumes({ volumes, swarm }: AppConfig, { members }: Cluster, report: Report): void {
  const [first] = members;
  const { replicas = 1 } = swarm ?? {};
  if (Object.keys(volumes).length === 0 || replicas === 1 || first === undefined) return;
  const text = `each of ${replicas} nodes has volumes of its own: what one container writes there, the others do not see`;
  report({ type: 'say', host: first.connection.host.name, text });
}

function warnOfPrivileges({ members }: Cluster, report: Report): void {
  for (const { connection, noNewPrivileges } of members)
    if (!noNewPrivileges)
      report({
        type: 'say',
        host: connection.host.name,
        text: 'services have no-new-privileges from Docker 27 on; `"no-new-privileges": true` in its daemon.json gives it to every container',
      });
}
