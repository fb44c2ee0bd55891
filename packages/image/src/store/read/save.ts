import { Readable } from 'node:stream';
import { importImage } from './import.ts';
import type { ReadImage, ReadRequest } from './request.ts';
import { spool } from './spool.ts';

/** Reads the whole image as `docker save` gives it, whatever the store has already. Every engine can do that. */
export async function readFromSave(request: ReadRequest): Promise<ReadImage> {
  // By its id: the name may come to mean another image meanwhile.
  const archive = await request.engine.docker.getImage(request.id).get();
  return await importArchive(Readable.from(archive), request);
}

/** Brings the layers of a `docker save` archive into the store. */
export async function importArchive(
  archive: Readable,
  options: Parameters<typeof importImage>[1],
): Promise<ReadImage> {
  let bytes = 0;
  archive.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  archive.pause();
  const image = await importImage(await spool(archive, options.folder, options.signal), options);
  return { ...image, read: { ...image.read, bytes } };
}
