import type { Layer, ShippableImage } from '@pipeline-lab/image';
import { fail } from '../errors.ts';
import { engineCall } from '../host/state.ts';
import { checkProxyOwner } from '../proxy/configure.ts';
import type { Connection } from '../ssh/connection.ts';

const architectures: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64' };
// What Docker needs beside the layers themselves: unpacked copies of small files, metadata, logs.
const reserveBytes = 64 * 1024 * 1024;

/** Checks what a rollout needs before it begins to change anything on a host. */
export async function preflight(
  connection: Connection,
  app: string,
  image: ShippableImage | undefined,
): Promise<void> {
  const info = await engineCall<EngineInfo>(connection, () => connection.docker.info());
  await checkProxyOwner(connection, app);
  if (image === undefined) return;
  const architecture = architectures[info.Architecture] ?? info.Architecture;
  if (architecture !== image.architecture) {
    throw fail(
      'PLAB_HOST_ARCHITECTURE',
      connection.host.name,
      `the image is for ${image.architecture}, the host is ${architecture}`,
    );
  }
  const needed = bytesOf(await missingLayers(connection, image)) + reserveBytes;
  const free = await freeBytes(connection, info.DockerRootDir);
  if (free < needed) {
    throw fail(
      'PLAB_HOST_DISK_FULL',
      connection.host.name,
      `${mebibytes(needed)} needed, ${mebibytes(free)} free in ${info.DockerRootDir}`,
    );
  }
}

interface EngineInfo {
  readonly Architecture: string;
  readonly DockerRootDir: string;
}

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

async function freeBytes(connection: Connection, folder: string): Promise<number> {
  const answer = await connection.run(['df', '-Pk', folder]);
  const kibibytes = Number(answer.trim().split('\n').at(-1)?.split(/\s+/)[3]);
  if (Number.isFinite(kibibytes)) return kibibytes * 1024;
  throw fail('PLAB_HOST_COMMAND', connection.host.name, `df tells no free space: ${answer}`);
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
