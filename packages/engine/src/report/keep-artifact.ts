import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Site } from '../build/build.ts';
import { stageOf } from '../build/site.ts';
import { copyWhole } from '../workspace/copy-whole.ts';

/** Keeps one file of a folder with the build, at the same relative path below `inside`, and tells of it. */
export async function keepArtifact(site: Site, folder: string, file: string, inside = ''): Promise<void> {
  const path = join(inside, file);
  const target = join(site.build.folder, 'artifacts', path);
  await copyWhole(join(folder, file), target, site);
  site.build.emit({ type: 'artifact', ...stageOf(site), path, bytes: (await stat(target)).size });
}
