import { hasCode } from '../../engine/answer.ts';
import { readFromDisk } from './disk.ts';
import { readFromPush } from './push.ts';
import type { ReadImage, ReadRequest } from './request.ts';
import { readFromSave } from './save.ts';

/** How layers come out of an engine: from its files, by a push of what is new, or all of them by `docker save`. */
export type ExportRoute = 'disk' | 'push' | 'save';

const ways: Readonly<Record<ExportRoute, (request: ReadRequest) => Promise<ReadImage | undefined>>> = {
  disk: readFromDisk,
  push: readFromPush,
  save: readFromSave,
};

const cheapestFirst: readonly ExportRoute[] = ['disk', 'push', 'save'];

/** Reads an image by the first route that this engine offers; what a route cannot do, the next one does. */
export async function readLayers(
  request: ReadRequest,
  routes: readonly ExportRoute[] = cheapestFirst,
): Promise<{ route: ExportRoute; image: ReadImage }> {
  const problems: unknown[] = [];
  for (const route of routes) {
    try {
      const image = await ways[route](request);
      if (image !== undefined) return { route, image };
    } catch (error) {
      request.signal.throwIfAborted();
      if (hasCode(error, 'ENOSPC')) throw error;
      problems.push(error);
    }
  }
  // The last one is `docker save`, whose answer is about the image and not about the way.
  throw problems.at(-1) ?? new Error(`this engine offers none of ${routes.join(', ')}`);
}
