import type { AppConfig } from '../config/schema.ts';
import { engineCall, labels } from '../host/state.ts';
import { forgetAttestations } from '../provenance/keep.ts';
import { ignore } from '../rollout/container.ts';
import { all } from '../rollout/phase.ts';
import type { Tidied } from '../rollout/tidy.ts';
import { bytesOf, removeImages } from '../rollout/tidy.ts';
import type { Connection } from '../ssh/connection.ts';
import type { Cluster } from './cluster.ts';
import { forgetRelease } from './releases.ts';
import { observeSwarm, type SwarmState } from './state.ts';

/**
 * Forgets the releases beyond `keep`, oldest first, on all nodes together: a roll-back needs each image on every node. So
 * the node whose images take most decides about `keep.bytes`. Then the images of no release go from every host. The releases
 * that serve or are to, as the services say, and those of `spared` stay. Gives what was removed, by host. Only under the application's lock.
 */
export async function tidySwarm(
  cluster: Cluster,
  { app, keep }: Pick<AppConfig, 'app' | 'keep'>,
  spared: readonly string[] = [],
): Promise<Map<string, Tidied>> {
  const state = await observeSwarm(cluster);
  const needed = [...inUse(state), ...spared];
  const counted = keptOf(state, keep.releases, spared);
  const kept = keep.bytes === undefined ? counted : await within(cluster, keep.bytes, counted, needed);
  const releases = state.kept.map(({ id }) => id).filter((id) => !kept.has(id));
  for (const id of releases) await forgetRelease(cluster, id);
  const tidied = await Promise.all(
    cluster.members.map(async ({ connection }): Promise<readonly [string, Tidied]> => {
      if (connection.lost.aborted) return [connection.host.name, { releases, images: [] }];
      await removeEnded(connection, kept);
      const images = await removeImages(connection, app, kept);
      await forgetAttestations(connection, app, kept);
      return [connection.host.name, { releases, images }];
    }),
  );
  return new Map(tidied);
}

/** Removes what has ended of releases that are not kept: Swarm keeps some of it for its history, and it holds their images. */
async function removeEnded(connection: Connection, kept: ReadonlySet<string>): Promise<void> {
  const { docker, app } = connection;
  const label = [`${labels.app}=${app}`, 'com.docker.swarm.service.name'];
  const filters = { label, status: ['created', 'exited', 'dead'] };
  const found = await engineCall(connection, () => docker.listContainers({ all: true, filters }));
  await all(
    found.filter(({ Labels }) => !kept.has(Labels[labels.release] ?? '')),
    async ({ Id }) => {
      await docker.getContainer(Id).remove().catch(ignore(404, 409));
    },
  );
}

/** Those of the releases, newest first, whose images take at most so many bytes on each node, and the needed ones. */
async function within(
  { app, members }: Cluster,
  bytes: number,
  releases: ReadonlySet<string>,
  needed: readonly string[],
): Promise<Set<string>> {
  const kept = new Set(releases);
  const reachable = members.filter(({ connection }) => !connection.lost.aborted);
  for (;;) {
    const taken = await all(reachable, ({ connection }) => bytesOf(connection, app, [...kept]));
    const oldest = [...kept].findLast((id) => !needed.includes(id));
    if (oldest === undefined || taken.every((each) => each <= bytes)) return kept;
    kept.delete(oldest);
  }
}

/** The releases that the services have or are to have, whatever runs now. Pure. */
function inUse({ service, roles, serving }: Omit<Kept, 'kept'>): string[] {
  const wanted = [service, ...roles.values()].map((each) => each?.spec.Labels[labels.release]);
  return [...new Set([...wanted, serving])].filter((id) => id !== undefined);
}

type Kept = Pick<SwarmState, 'service' | 'roles' | 'serving' | 'kept'>;

/** The releases in use, all of them, then the spared ones and the newest up to so many in all. Pure. */
export function keptOf(state: Kept, count: number, spared: readonly string[]): Set<string> {
  const used = inUse(state);
  const known = state.kept.map(({ id }) => id);
  const all = new Set([...used, ...spared.filter((id) => known.includes(id)), ...known]);
  return new Set([...all].slice(0, Math.max(count, used.length, 1)));
}
