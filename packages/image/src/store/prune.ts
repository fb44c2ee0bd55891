import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../engine/answer.ts';
import { spoolPrefix } from './export.ts';

/** A spool folder of this age (ms) was left behind by a process that was killed. */
const abandoned = 24 * 60 * 60 * 1000;

/**
 * Removes the layers that were not used for longest until at most `keepBytes` remain, and what interrupted exports
 * left behind. Gives the number of layers removed and their bytes. A store that does not exist is empty.
 */
export async function pruneStore(
  storeDir: string,
  keepBytes: number,
): Promise<{ blobs: number; bytes: number }> {
  await removeAbandoned(storeDir);
  const layers = await list(join(storeDir, 'sha256'));
  let excess = layers.reduce((sum, { size }) => sum + size, 0) - keepBytes;
  const removed = { blobs: 0, bytes: 0 };
  for (const { path, size } of layers.sort((a, b) => a.usedAt - b.usedAt)) {
    if (excess <= 0) break;
    await rm(path, { force: true });
    excess -= size;
    removed.blobs += 1;
    removed.bytes += size;
  }
  return removed;
}

async function removeAbandoned(storeDir: string): Promise<void> {
  const entries = await list(storeDir);
  const old = entries.filter(
    ({ name, usedAt }) => name.startsWith(spoolPrefix) && Date.now() - usedAt > abandoned,
  );
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })));
}

interface Item {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly usedAt: number;
}

async function list(folder: string): Promise<Item[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  });
  return await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const { size, mtimeMs } = await stat(path);
      return { name, path, size, usedAt: mtimeMs };
    }),
  );
}
