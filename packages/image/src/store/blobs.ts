import { createReadStream } from 'node:fs';
import { mkdir, open, rename, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { Layer } from './image.ts';
import { writeHashed, type SpooledFile } from './read/spool.ts';

/** Where the store keeps the blob of a digest. */
export function blobPath(storeDir: string, digest: string): string {
  return join(storeDir, digest.replace(':', '/'));
}

/**
 * Moves a layer into the store under its DiffID, uncompressed. Throws an Error when its content is not what the
 * DiffID says. A layer that is there already is only marked as used.
 */
export async function keepLayer(
  file: SpooledFile,
  diffId: string,
  storeDir: string,
  signal: AbortSignal,
): Promise<Layer> {
  const plain = await uncompressed(file, signal);
  if (plain.digest !== diffId) throw new Error(`a layer is ${plain.digest}, not ${diffId} as the image says`);
  const kept = await findLayer(diffId, storeDir);
  if (kept?.size === plain.size) return kept;
  const path = blobPath(storeDir, diffId);
  await mkdir(dirname(path), { recursive: true });
  await writeToDisk(plain.path);
  await rename(plain.path, path);
  return { diffId, size: plain.size, path };
}

/** The layer in the store, marked as used. What has its name there is whole: see {@link keepLayer}. */
export async function findLayer(diffId: string, storeDir: string): Promise<Layer | undefined> {
  const path = blobPath(storeDir, diffId);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  await markUsed(path);
  return { diffId, size: found.size, path };
}

/** Before it gets its name: a machine that loses its power must not keep a name for half of a layer. */
async function writeToDisk(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** The store is pruned by the time of the last use. */
export async function markUsed(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now);
}

async function uncompressed(file: SpooledFile, signal: AbortSignal): Promise<SpooledFile> {
  const decompress = await decompressorFor(file.path);
  if (decompress === undefined) return file;
  return await writeHashed([createReadStream(file.path), decompress], `${file.path}.tar`, signal);
}

/** By the first bytes: RFC 1952 (gzip), RFC 8878 (Zstandard). A tar archive begins with a file name. */
async function decompressorFor(path: string): Promise<Transform | undefined> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (buffer.readUInt16BE(0) === 0x1f8b) return createGunzip();
    return buffer.readUInt32LE(0) === 0xfd2fb528 ? createZstdDecompress() : undefined;
  } finally {
    await file.close();
  }
}
