import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findLayer } from './blobs.ts';
import type { Layer } from './image.ts';

/** Notes that a compressed blob holds a layer, so that an engine that offers the blob again can be told that it is here. */
export async function learnDigest(storeDir: string, digest: string, diffId: string): Promise<void> {
  if (digest === diffId) return;
  const path = notePath(storeDir, digest);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, diffId);
}

/** The layer that a blob holds, compressed or not, if the store has it. */
export async function layerOfDigest(storeDir: string, digest: string): Promise<Layer | undefined> {
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) return undefined;
  const diffId = await readFile(notePath(storeDir, digest), 'utf8').catch(() => digest);
  return await findLayer(diffId, storeDir);
}

function notePath(storeDir: string, digest: string): string {
  return join(storeDir, 'digests', digest.replace(':', '-'));
}
