import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { messageOf } from '../command.ts';
import { fail, type PlabError } from '../errors.ts';
import { hasCode, statusOf } from '../engine/answer.ts';
import type { Engine } from '../engine/engine.ts';
import { findImage } from './archive.ts';
import { findLayer, keepLayer, markUsed } from './blobs.ts';
import type { Layer, ShippableImage } from './image.ts';
import { digestOf, manifestOf } from './manifest.ts';
import { spool } from './spool.ts';

/** Prefix of the folders into which archives are read. */
export const spoolPrefix = 'spool-';

/**
 * Brings the layers of an image of the engine into the store, uncompressed and verified, and describes them for a
 * registry. An image that the store holds already is not read again. Throws PLAB_IMAGE_NOT_FOUND,
 * PLAB_IMAGE_ARCHIVE when what the engine gives is not the image, PLAB_STORE_DISK_FULL.
 */
export async function exportImage(
  engine: Engine,
  reference: string,
  storeDir: string,
  signal: AbortSignal,
): Promise<ShippableImage> {
  try {
    const { Id, Architecture } = await engine.docker.getImage(reference).inspect();
    const known = await recall(Id, storeDir);
    if (known !== undefined) return { ...known, reference };
    // By its id: the name may come to mean another image meanwhile.
    const archive = await engine.docker.getImage(Id).get();
    const image = await importArchive(Readable.from(archive), {
      storeDir,
      architecture: Architecture,
      signal,
    });
    await remember(Id, image, storeDir);
    return { ...image, reference };
  } catch (error) {
    signal.throwIfAborted();
    throw explained(error, reference, storeDir);
  }
}

export interface ImportOptions {
  readonly storeDir: string;
  /** Wanted of an archive for several, as in GOARCH. */
  readonly architecture: string;
  readonly signal: AbortSignal;
}

export type StoredImage = Omit<ShippableImage, 'reference'>;

/** Brings the layers of a `docker save` archive into the store. */
export async function importArchive(archive: Readable, options: ImportOptions): Promise<StoredImage> {
  const { storeDir, architecture, signal } = options;
  await mkdir(storeDir, { recursive: true });
  const folder = await mkdtemp(join(storeDir, spoolPrefix));
  try {
    const image = await findImage(await spool(archive, folder, signal), architecture);
    const layers: Layer[] = [];
    for (const [index, diffId] of image.diffIds.entries()) {
      const file = image.layers[index];
      if (file !== undefined) layers.push(await keepLayer(file, diffId, storeDir, signal));
    }
    return describe(image.configuration, layers);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function describe(configBytes: Buffer, layers: readonly Layer[]): StoredImage {
  const { architecture } = JSON.parse(configBytes.toString()) as { architecture: string };
  const manifest = manifestOf(configBytes, layers);
  return { id: digestOf(configBytes), configBytes, layers, manifest, architecture };
}

interface Remembered {
  readonly configuration: string;
  readonly layers: readonly Pick<Layer, 'diffId' | 'size'>[];
}

/** The image that the store keeps for an engine's image id, when all of its layers are there. */
async function recall(id: string, storeDir: string): Promise<StoredImage | undefined> {
  const path = notePath(storeDir, id);
  const note = await readFile(path, 'utf8').catch(() => undefined);
  if (note === undefined) return undefined;
  const { configuration, layers } = JSON.parse(note) as Remembered;
  const found = await Promise.all(layers.map(({ diffId, size }) => findLayer(diffId, size, storeDir)));
  await markUsed(path);
  const whole = found.filter((layer) => layer !== undefined);
  return whole.length === layers.length ? describe(Buffer.from(configuration, 'base64'), whole) : undefined;
}

async function remember(id: string, image: StoredImage, storeDir: string): Promise<void> {
  const path = notePath(storeDir, id);
  const layers = image.layers.map(({ diffId, size }) => ({ diffId, size }));
  const note: Remembered = { configuration: image.configBytes.toString('base64'), layers };
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify(note));
  await rename(draft, path);
}

function notePath(storeDir: string, id: string): string {
  return join(storeDir, 'images', `${id.replace(':', '-')}.json`);
}

function explained(error: unknown, reference: string, storeDir: string): PlabError {
  if (statusOf(error) === 404) return fail('PLAB_IMAGE_NOT_FOUND', reference, '', error);
  if (hasCode(error, 'ENOSPC')) return fail('PLAB_STORE_DISK_FULL', storeDir, '', error);
  return fail('PLAB_IMAGE_ARCHIVE', reference, messageOf(error), error);
}
