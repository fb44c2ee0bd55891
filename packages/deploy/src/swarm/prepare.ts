import type { Attestation } from '@pipeline-lab/image/provenance';
import { certificatesFor } from '../acme/certificates-for.ts';
import type { AppConfig } from '../config/schema.ts';
import { labels } from '../host/state.ts';
import type { Release } from '../release.ts';
import type { Report } from '../rollout/events.ts';
import { attestationFor } from '../provenance/admit.ts';
import { requireAttestedImage } from '../provenance/before-start.ts';
import { checkAll } from '../rollout/preflight.ts';
import { newDeployment } from '../rollout/record.ts';
import type { Rollout, Target } from '../rollout/target.ts';
import type { Connection } from '../ssh/connection.ts';
import { newTraffic } from '../watch/traffic.ts';
import { checkNodes, type Cluster, type Member, observeCluster } from './cluster.ts';
import type { Journey } from './journey.ts';
import { isThere } from './outlook.ts';
import { planOf } from './plan.ts';
import { hostState, observeSwarm, type SwarmState } from './state.ts';

/** Looks at the hosts and at the swarm; nothing is changed. Errors: what would keep the release from being placed, too. */
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
  const manager = managerOf(cluster);
  const release = await rollout.release(manager.connection, hostState(before, manager));
  const attestation = await attestationFor(rollout, manager.connection, release);
  const stands = isThere(rollout, cluster, release, before);
  if (stands) requireAttestedServices(attestation, release, before, manager);
  const deployment = newDeployment();
  const shared = {
    ...sharedBy(rollout, connections, report, signal),
    deployment: deployment.id,
    release,
    ...(attestation === undefined ? {} : { attestation }),
  };
  const targets = cluster.members.map((each) => targetOf(each, { rollout, shared, before, stands, missing }));
  const journey = { rollout, cluster, deployment, before, release, targets, report };
  return { ...journey, nodes: new Map(), changed: new Set() };
}

function managerOf({ members }: Cluster): Member {
  const found = members.find(({ manager }) => manager);
  if (found === undefined) throw new Error('a cluster has a manager');
  return found;
}

/** Throws PLAB_ATTESTED_OTHER when a service of the release has another image than was signed. */
function requireAttestedServices(
  attestation: Attestation | undefined,
  { id }: Release,
  { service, roles }: SwarmState,
  { connection }: Member,
): void {
  for (const each of [service, ...roles.values()]) {
    if (each?.spec.Labels[labels.release] !== id) continue;
    const image = each.spec.TaskTemplate.ContainerSpec.Image;
    requireAttestedImage(attestation, image, connection.host.name, 'which its service has');
  }
}

type Shared = Omit<Target, 'connection' | 'before' | 'plan' | 'source' | 'missing' | 'done' | 'say'>;

function sharedBy(
  { app, caller, verb, proxyFiles }: Rollout,
  connections: readonly Connection[],
  report: Report,
  signal: AbortSignal,
): Omit<Shared, 'deployment' | 'release' | 'attestation'> {
  return {
    traffic: newTraffic(),
    certificates: certificatesFor(app, connections, signal),
    app,
    caller: { folder: process.cwd(), destination: '', ...caller, verb },
    ...(proxyFiles === undefined ? {} : { proxyFiles }),
    report,
  };
}

interface Prepared {
  readonly rollout: Rollout;
  readonly shared: Shared;
  readonly before: SwarmState;
  readonly stands: boolean;
  readonly missing: ReadonlyMap<Connection, number | undefined>;
}

function targetOf(member: Member, { rollout, shared, before, stands, missing }: Prepared): Target {
  const { connection } = member;
  const { host } = connection;
  const source = rollout.sources?.get(host);
  const lacks = missing.get(connection);
  const command = rollout.verb === 'deploy' && host === rollout.hosts[0];
  return {
    ...shared,
    connection,
    before: hostState(before, member),
    plan: planOf(rollout.app, stands, command),
    ...(source === undefined ? {} : { source }),
    ...(lacks === undefined ? {} : { missing: lacks }),
    done: { step: 0 },
    say: (text) => shared.report({ type: 'say', host: host.name, text }),
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
