import { findLayer, keepLayer } from '../blobs.ts';
import { learnDigest } from '../digests.ts';
import type { Layer } from '../image.ts';
import { findImage } from './archive.ts';
import type { ReadImage, ReadRequest } from './request.ts';
import type { Spool } from './spool.ts';

/** Brings the layers of an image that lies in an archive into the store, those that are not there. */
export async function importImage(
  archive: Spool,
  { storeDir, architecture, signal }: Pick<ReadRequest, 'storeDir' | 'folder' | 'architecture' | 'signal'>,
): Promise<ReadImage> {
  const { configuration, diffIds, layers: files } = await findImage(archive, architecture);
  const layers: Layer[] = [];
  const read = { layers: 0, bytes: 0 };
  for (const [index, diffId] of diffIds.entries()) {
    const file = files[index];
    if (file === undefined) continue;
    const kept = await findLayer(diffId, storeDir);
    layers.push(kept ?? (await keepLayer(file, diffId, storeDir, signal)));
    if (kept !== undefined) continue;
    read.layers += 1;
    read.bytes += file.size;
    await learnDigest(storeDir, file.digest, diffId);
  }
  return { configuration, layers, read };
}
