import type { Engine } from '../engine/engine.ts';

/** Removes the images that no name and no container refers to; gives their number and the bytes freed. */
export async function pruneDangling(engine: Engine): Promise<{ images: number; bytes: number }> {
  const { ImagesDeleted, SpaceReclaimed } = await engine.docker.pruneImages({
    filters: JSON.stringify({ dangling: ['true'] }),
  });
  const deleted = (ImagesDeleted ?? []).filter(({ Deleted }) => Deleted !== undefined);
  return { images: deleted.length, bytes: SpaceReclaimed };
}
