import type { AppConfig } from '../config/schema.ts';
import { fail } from '../errors.ts';
import { requireAttestedImage } from '../provenance/before-start.ts';
import { imageName, type Release } from '../release.ts';
import type { Target } from '../rollout/target.ts';
import type { Journey } from './journey.ts';
import { keepRelease } from './releases.ts';
import { ensureNetwork } from './service.ts';
import type { SwarmState } from './state.ts';
import { type Workload, workloadOf } from './task-template.ts';

/** What the release's containers are made from, written down for a roll-back; as it was, where that has been done before. */
export async function keptWorkload(journey: Journey): Promise<Workload> {
  const { rollout, cluster, before, release, targets } = journey;
  const image = await commonImage(targets);
  const workload = plannedWorkload(rollout.app, { ...release, image }, before);
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

/** What a release's containers are to be made from: what they were, where the swarm keeps that. Pure. */
export function plannedWorkload(
  app: AppConfig,
  release: Release,
  { kept }: Pick<SwarmState, 'kept'>,
): Workload {
  return kept.find(({ id }) => id === release.id)?.workload ?? workloadOf(app, release, release.image);
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
