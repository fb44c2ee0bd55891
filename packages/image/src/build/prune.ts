import type { Engine } from '../engine/engine.ts';
import { builtLabel } from './build.ts';

/**
 * Removes the images built here that no name and no container refers to any more; gives their number and the bytes
 * freed. Images of stages stay, nameless as they are: they are the cache of the next build.
 */
export async function pruneDangling(engine: Engine): Promise<{ images: number; bytes: number }> {
  const { ImagesDeleted, SpaceReclaimed } = await engine.docker.pruneImages({
    filters: JSON.stringify({ dangling: ['true'], label: [`${builtLabel}=1`] }),
  });
  const deleted = (ImagesDeleted ?? []).filter(({ Deleted }) => Deleted !== undefined);
  return { images: deleted.length, bytes: SpaceReclaimed };
}
