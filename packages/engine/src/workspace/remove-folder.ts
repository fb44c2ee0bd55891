import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Site } from '../build/build.ts';

/** Removes the folder of a site. A workspace itself is only emptied: containers have it mounted. */
export async function removeFolder({ cwd, node }: Site): Promise<void> {
  if (cwd !== node?.workspace) return await rm(cwd, { recursive: true, force: true });
  for (const name of await readdir(cwd).catch(() => []))
    await rm(join(cwd, name), { recursive: true, force: true });
}
