import { userInfo, hostname } from 'node:os';
import { fail } from '../errors.ts';
import { labels } from '../host/state.ts';
import { requireAttestedImage } from '../provenance/before-start.ts';
import type { Nodes } from '../proxy/entry.ts';
import { imageName, type Release } from '../release.ts';
import type { Report } from '../rollout/events.ts';
import { all } from '../rollout/phase.ts';
import type { Deployment } from '../rollout/record.ts';
import type { Rollout, Target } from '../rollout/target.ts';
import type { Cluster } from './cluster.ts';
import { change, ChangeFailed, freeNodes } from './follow.ts';
import { type Placed, rolesOf, type Surroundings, webOf } from './placement.ts';
import { keepRelease } from './releases.ts';
import { ensureNetwork, removeService, tasksOf } from './service.ts';
import { serviceName } from './settings.ts';
import { paced, type ServiceSpec, serviceSpec } from './spec.ts';
import type { SwarmState } from './state.ts';
import { keepsData, type Workload, workloadOf } from './task-template.ts';
import { endedOf } from './verdict.ts';

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
  /** The service was given the new release; resolves when that stands. */
  updating?: Promise<void>;
  /** The services that were changed, by their roles; undefined is what serves. */
  readonly changed: Set<string | undefined>;
}

/** Gives the services the release, once for all hosts, and waits until they stand. Errors: as {@link change}. */
export async function update(journey: Journey, signal: AbortSignal): Promise<void> {
  journey.updating ??= begin(journey, signal);
  await journey.updating;
}

/** What works beside a release stands before anybody is served by it, as on single hosts. */
async function begin(journey: Journey, signal: AbortSignal): Promise<void> {
  const { cluster, before, targets } = journey;
  const workload = await keptWorkload(journey);
  for (const { done } of targets) done.switched = true;
  await updateRoles(journey, workload, signal);
  const web = webOf(journey.rollout.app, workload, surroundings(journey));
  const free = await freeNodes(cluster, web.replicas);
  const why = keepsData(web.template) ? 'the data stays on its node' : free === 0 ? 'no node is free' : '';
  if (why !== '' && before.service !== undefined)
    targets[0]?.say(`${why}: each container stops before the next one starts`);
  await changeTo(journey, web, { free, first: before.service === undefined }, signal);
  await rolesStayed(journey);
}

/** What the release's containers are made from, written down for a roll-back; as it was, where that has been done before. */
async function keptWorkload(journey: Journey): Promise<Workload> {
  const { rollout, cluster, before, release, targets } = journey;
  const image = await commonImage(targets);
  const kept = before.kept.find(({ id }) => id === release.id)?.workload;
  const workload = kept ?? workloadOf(rollout.app, release, image);
  for (const { ContainerSpec } of [workload.web, ...workload.roles.map(({ template }) => template)])
    requireAttestedImage(
      targets[0]?.attestation,
      ContainerSpec.Image,
      targets[0]?.connection.host.name ?? '',
    );
  await ensureNetwork(cluster);
  await keepRelease(cluster, { ...release, image }, workload);
  return workload;
}

/** What the places of a release's services depend on beside deploy.yml. */
function surroundings({ rollout, cluster, before }: Journey): Surroundings {
  return { members: cluster.members, nodes: before.nodes, hosts: rollout.hosts.map(({ name }) => name) };
}

async function changeTo(
  journey: Journey,
  service: Placed,
  { free, first }: { readonly free: number; readonly first: boolean },
  signal: AbortSignal,
): Promise<void> {
  const { rollout, cluster, release, changed, report } = journey;
  const { app } = rollout;
  changed.add(service.role);
  const by = `${userInfo().username}@${hostname()}`;
  const pace = { free, failureAction: 'rollback' } as const;
  const spec = marked(serviceSpec({ app, release, service, by }, pace), journey);
  await change({ cluster, app, spec, release: release.id, role: service.role, first, report }, signal);
}

async function updateRoles(journey: Journey, workload: Workload, signal: AbortSignal): Promise<void> {
  const { before, targets } = journey;
  // What fails for one has failed for all of them.
  const failed = new AbortController();
  const stop = AbortSignal.any([signal, failed.signal]);
  await all(rolesOf(journey.rollout.app, workload, surroundings(journey)), async (service) => {
    const { role = '', replicas } = service;
    try {
      await changeTo(journey, service, { free: 0, first: !before.roles.has(role) }, stop);
    } catch (error) {
      failed.abort(error);
      throw error;
    }
    targets[0]?.say(`${role}: ${replicas} ${replicas === 1 ? 'container works' : 'containers work'}`);
  });
}

/** Throws ChangeFailed when a container that works beside the release has ended since it was started. */
async function rolesStayed({ cluster, before, changed, release }: Journey): Promise<void> {
  const known = new Set(before.tasks.map(({ id }) => id));
  for (const role of changed) {
    if (role === undefined) continue;
    const tasks = await tasksOf(cluster, serviceName(cluster.app, role));
    const ended = endedOf(tasks.filter(({ id, release: of }) => of === release.id && !known.has(id)));
    if (ended !== undefined) throw new ChangeFailed(`${role}: ${ended.error ?? 'a container ended'}`, false);
  }
}

/** Removes the services of roles that the release does not have. */
export async function dismissRoles({ cluster, before, changed }: Journey): Promise<void> {
  for (const role of before.roles.keys())
    if (!changed.has(role)) await removeService(cluster, serviceName(cluster.app, role));
}

/** Swarm does nothing about a service that is as it was: each rollout leaves its mark. */
function marked(spec: ServiceSpec, { deployment }: Pick<Journey, 'deployment'>): ServiceSpec {
  return { ...spec, Labels: { ...spec.Labels, 'plab.deployment': deployment.id } };
}

/** The service as it was before, as a change of its own. Errors: as {@link change}. */
export async function changeBack(journey: Journey, old: ServiceSpec): Promise<void> {
  const { rollout, cluster, report } = journey;
  const free = await freeNodes(cluster, old.Mode.Replicated.Replicas);
  const spec = paced(old, rollout.app, { free, failureAction: 'pause' });
  const release = old.Labels[labels.release] ?? '';
  const wanted = {
    cluster,
    app: rollout.app,
    spec: marked(spec, { deployment: { ...journey.deployment, id: `back from ${journey.deployment.id}` } }),
    release,
    role: old.Labels[labels.worker],
    first: false,
    report,
  };
  await change(wanted, new AbortController().signal);
}

/** The id that every host has the release's image by. Errors: PLAB_SWARM_NODES where their engines name it differently. */
async function commonImage(targets: readonly Target[]): Promise<string> {
  const ids = await Promise.all(
    targets
      .filter(({ connection }) => !connection.lost.aborted)
      .map(async (target) => {
        const { Id } = await target.connection.docker
          .getImage(imageName(target.app.app, target.release.id))
          .inspect();
        return { host: target.connection.host.name, id: Id };
      }),
  );
  const [first] = ids;
  if (first === undefined) throw new Error('the connection to every host has ended');
  const other = ids.find(({ id }) => id !== first.id);
  if (other === undefined) return first.id;
  throw fail(
    'PLAB_SWARM_NODES',
    `${first.host} and ${other.host}`,
    'keep images in different stores, so that one service cannot name the image on both; give every engine the same store (`docker info`, Storage Driver)',
  );
}
