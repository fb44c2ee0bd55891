import type { Layer, ShippableImage } from '@pipeline-lab/image';
import { engineCall } from '../host/state.ts';
import type { Connection } from '../ssh/connection.ts';

/** The layers of an image that no image of the host has. */
export async function missingLayers(connection: Connection, image: ShippableImage): Promise<Layer[]> {
  const images = await engineCall(connection, () => connection.docker.listImages());
  const inspected = await Promise.all(
    images.map(({ Id }) =>
      connection.docker
        .getImage(Id)
        .inspect()
        .catch(() => undefined),
    ),
  );
  const present = new Set(inspected.flatMap((found) => found?.RootFS?.Layers ?? []));
  return image.layers.filter(({ diffId }) => !present.has(diffId));
}

export function bytesOf(layers: readonly Layer[]): number {
  return layers.reduce((sum, { size }) => sum + size, 0);
}

/** How many bytes of an image a host lacks; undefined without an image, and when the engine does not tell. */
export async function missingBytes(
  connection: Connection,
  image: ShippableImage | undefined,
): Promise<number | undefined> {
  return image === undefined
    ? undefined
    : await missingLayers(connection, image).then(bytesOf, () => undefined);
}
