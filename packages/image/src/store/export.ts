import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf } from '../command.ts';
import { fail, type PlabError } from '../errors.ts';
import { hasCode, statusOf } from '../engine/answer.ts';
import { isImageName } from '../engine/image-name.ts';
import type { Engine } from '../engine/engine.ts';
import { findLayer, markUsed } from './blobs.ts';
import type { Layer, ShippableImage } from './image.ts';
import { digestOf, manifestOf } from './manifest.ts';
import { type ExportRoute, readLayers } from './read/read-layers.ts';

/** Prefix of the folders into which archives are read. */
export const spoolPrefix = 'spool-';

/** What it took to have the layers of an image in the store. */
export interface Exported {
  /** `store`: they were there. */
  readonly route: ExportRoute | 'store';
  readonly layers: number;
  /** Bytes that the engine gave. */
  readonly bytes: number;
  readonly ms: number;
}

export interface ExportOptions {
  readonly storeDir: string;
  readonly signal: AbortSignal;
  /** Where to look, in this order; by default the cheapest first. */
  readonly routes?: readonly ExportRoute[];
  readonly told?: (exported: Exported) => void;
}

/**
 * Brings the layers of an image of the engine into the store, uncompressed and verified, and describes them for a
 * registry. Layers that the store holds already are not read again where the engine offers a way around that. Throws
 * PLAB_IMAGE_NOT_FOUND, PLAB_IMAGE_ARCHIVE when what the engine gives is not the image, PLAB_STORE_DISK_FULL.
 */
export async function exportImage(
  engine: Engine,
  reference: string,
  options: ExportOptions,
): Promise<ShippableImage> {
  const { storeDir, signal, told = () => undefined } = options;
  if (!isImageName(reference)) throw fail('PLAB_IMAGE_NOT_FOUND', `“${reference}”`);
  const began = performance.now();
  const ms = (): number => Math.round(performance.now() - began);
  try {
    const { Id, Architecture, RootFS } = await engine.docker.getImage(reference).inspect();
    const known = await recall(Id, storeDir);
    if (known !== undefined) {
      told({ route: 'store', layers: 0, bytes: 0, ms: ms() });
      return { ...known, reference };
    }
    const wanted = { engine, id: Id, diffIds: RootFS.Layers ?? [], architecture: Architecture };
    const { route, image } = await inSpool(storeDir, (folder) =>
      readLayers({ ...wanted, storeDir, folder, signal }, options.routes),
    );
    const stored = describe(image.configuration, image.layers);
    await remember(Id, stored, storeDir);
    told({ route, ...image.read, ms: ms() });
    return { ...stored, reference };
  } catch (error) {
    signal.throwIfAborted();
    throw explained(error, reference, storeDir);
  }
}

async function inSpool<R>(storeDir: string, task: (folder: string) => Promise<R>): Promise<R> {
  await mkdir(storeDir, { recursive: true });
  const folder = await mkdtemp(join(storeDir, spoolPrefix));
  try {
    return await task(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type StoredImage = Omit<ShippableImage, 'reference'>;

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
  const found = await Promise.all(layers.map(({ diffId }) => findLayer(diffId, storeDir)));
  await markUsed(path);
  const whole = found.filter((layer, index) => layer?.size === layers[index]?.size);
  return whole.length === layers.length
    ? describe(
        Buffer.from(configuration, 'base64'),
        whole.filter((layer) => layer !== undefined),
      )
    : undefined;
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
  if (statusOf(error) === 404 || statusOf(error) === 400)
    return fail('PLAB_IMAGE_NOT_FOUND', reference, '', error);
  if (hasCode(error, 'ENOSPC')) return fail('PLAB_STORE_DISK_FULL', storeDir, '', error);
  return fail('PLAB_IMAGE_ARCHIVE', reference, messageOf(error), error);
}
