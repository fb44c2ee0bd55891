import type { AppConfig } from '../config/schema.ts';
import { forgetAttestations } from '../provenance/keep.ts';
import type { Tidied } from '../rollout/tidy.ts';
import { removeImages } from '../rollout/tidy.ts';
import type { Cluster } from './cluster.ts';
import { forgetRelease } from './releases.ts';
import { observeSwarm, type SwarmState } from './state.ts';

/**
 * Forgets the releases beyond `keep`, oldest first, and removes the images of no release from every host; gives what was
 * removed, by host. The release that serves and those of `spared` stay. Only under the application's lock.
 */
export async function tidySwarm(
  cluster: Cluster,
  { app, keep }: Pick<AppConfig, 'app' | 'keep'>,
  spared: readonly string[] = [],
): Promise<Map<string, Tidied>> {
  const state = await observeSwarm(cluster);
  const kept = keptOf(state, keep.releases, spared);
  const releases = state.kept.map(({ id }) => id).filter((id) => !kept.has(id));
  for (const id of releases) await forgetRelease(cluster, id);
  const tidied = await Promise.all(
    cluster.members.map(async ({ connection }): Promise<readonly [string, Tidied]> => {
      if (connection.lost.aborted) return [connection.host.name, { releases, images: [] }];
      const images = await removeImages(connection, app, kept);
      await forgetAttestations(connection, app, kept);
      return [connection.host.name, { releases, images }];
    }),
  );
  return new Map(tidied);
}

/** The release that serves and the spared ones first, then the newest. Pure. */
export function keptOf(
  { kept, serving }: Pick<SwarmState, 'kept' | 'serving'>,
  count: number,
  spared: readonly string[],
): Set<string> {
  const known = kept.map(({ id }) => id);
  const first = [serving ?? '', ...spared].filter((id) => known.includes(id));
  return new Set([...new Set([...first, ...known])].slice(0, Math.max(count, 1)));
}
