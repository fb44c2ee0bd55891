import { hostname, userInfo } from 'node:os';
import type { Nodes } from '../proxy/entry.ts';
import type { Release } from '../release.ts';
import type { Report } from '../rollout/events.ts';
import type { Deployment } from '../rollout/record.ts';
import type { Rollout, Target } from '../rollout/target.ts';
import type { Cluster } from './cluster.ts';
import { change } from './follow.ts';
import type { Placed, Surroundings } from './placement.ts';
import { type ServiceSpec, serviceSpec } from './spec.ts';
import type { SwarmState } from './state.ts';

/** One rollout on a swarm: where it stood, what it is to come to, and how far it is. */
export interface Journey {
  readonly rollout: Rollout;
  readonly cluster: Cluster;
  readonly deployment: Deployment;
  readonly before: SwarmState;
  readonly release: Release;
  readonly targets: readonly Target[];
  /** What the proxies had of the nodes before, by host, once they were given others. */
  readonly nodes: Map<string, Nodes | undefined>;
  readonly report: Report;
  /** The services are given the new release; resolves when they stand. */
  updating?: Promise<void>;
  /** The services that were changed, by their roles; undefined is what serves. */
  readonly changed: Set<string | undefined>;
}

/** What the places of a release's services depend on beside deploy.yml. */
export function surroundings({ rollout, cluster, before }: Journey): Surroundings {
  return { members: cluster.members, nodes: before.nodes, hosts: rollout.hosts };
}

/** Gives one service of the release what it is to be, and waits until it stands; tells whether it does. Errors: as {@link change}. */
export async function changeTo(
  journey: Journey,
  service: Placed,
  { free, first }: { readonly free: number; readonly first: boolean },
  signal: AbortSignal,
): Promise<boolean> {
  const { rollout, cluster, release, changed, report } = journey;
  const { app } = rollout;
  changed.add(service.role);
  const by = `${userInfo().username}@${hostname()}`;
  const pace = { free, failureAction: 'rollback' } as const;
  const spec = marked(serviceSpec({ app, release, service, by }, pace), journey);
  const { role } = service;
  const mayWait = rollout.allowMissing === true;
  return await change({ cluster, app, spec, release: release.id, role, first, mayWait, report }, signal);
}

/** Swarm does nothing about a service that is as it was: each rollout leaves its mark. */
export function marked(spec: ServiceSpec, { deployment }: Pick<Journey, 'deployment'>): ServiceSpec {
  return { ...spec, Labels: { ...spec.Labels, 'plab.deployment': deployment.id } };
}
