import { createHash } from 'node:crypto';
import type { Layer, Manifest } from './image.ts';

export const manifestType = 'application/vnd.oci.image.manifest.v1+json';

/**
 * The manifest of an image with uncompressed layers. Equal images give equal bytes.
 * https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md
 */
export function manifestOf(
  configuration: Buffer,
  layers: readonly Pick<Layer, 'diffId' | 'size'>[],
): Manifest {
  const document = {
    schemaVersion: 2,
    mediaType: manifestType,
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: digestOf(configuration),
      size: configuration.length,
    },
    layers: layers.map(({ diffId, size }) => ({
      mediaType: 'application/vnd.oci.image.layer.v1.tar',
      digest: diffId,
      size,
    })),
  };
  const bytes = Buffer.from(JSON.stringify(document));
  return { mediaType: manifestType, bytes, digest: digestOf(bytes) };
}

/** `sha256:…` of bytes. */
export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
