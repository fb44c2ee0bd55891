import { userInfo, hostname } from 'node:os';
import { fail } from '../errors.ts';
import { labels } from '../host/state.ts';
import { requireAttestedImage } from '../provenance/before-start.ts';
import type { Nodes } from '../proxy/entry.ts';
import { imageName, type Release } from '../release.ts';
import type { Report } from '../rollout/events.ts';
import type { Deployment } from '../rollout/record.ts';
import type { Rollout, Target } from '../rollout/target.ts';
import type { Cluster } from './cluster.ts';
import { change, freeNodes } from './follow.ts';
import { keepRelease } from './releases.ts';
import { ensureNetwork } from './service.ts';
import { paced, replicasOf, type ServiceSpec, serviceSpec } from './spec.ts';
import type { SwarmState } from './state.ts';
import { imageOf, taskTemplate } from './task-template.ts';

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
}

/** Gives the service the release, once for all hosts, and waits until it stands. Errors: as {@link change}. */
export async function update(journey: Journey, signal: AbortSignal): Promise<void> {
  journey.updating ??= begin(journey, signal);
  await journey.updating;
}

async function begin(journey: Journey, signal: AbortSignal): Promise<void> {
  const { rollout, cluster, before, release, targets, report } = journey;
  const { app, hosts } = rollout;
  const image = await commonImage(targets);
  const kept = before.kept.find(({ id }) => id === release.id)?.template;
  const template = kept ?? taskTemplate(app, release, image);
  requireAttestedImage(targets[0]?.attestation, imageOf(template), targets[0]?.connection.host.name ?? '');
  const replicas = replicasOf(app, hosts.length);
  const free = await freeNodes(cluster, replicas);
  if (free === 0 && before.service !== undefined)
    targets[0]?.say('no node is free: each container stops before the next one starts');
  await ensureNetwork(cluster);
  await keepRelease(cluster, { ...release, image }, template);
  const by = `${userInfo().username}@${hostname()}`;
  const spec = marked(
    serviceSpec({ app, release, template, replicas, by }, { free, failureAction: 'rollback' }),
    journey,
  );
  for (const { done } of targets) done.switched = true;
  const first = before.service === undefined;
  await change({ cluster, app, spec, release: release.id, first, report }, signal);
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
