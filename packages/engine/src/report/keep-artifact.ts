import { copyFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Site, stageOf } from '../build/build.ts';
import { makeFolder } from '../workspace/make-folder.ts';

/** Keeps one file of a folder with the build, at the same relative path below `inside`, and tells of it. */
export async function keepArtifact(site: Site, folder: string, file: string, inside = ''): Promise<void> {
  site.signal.throwIfAborted();
  const path = join(inside, file);
  const target = join(site.build.folder, 'artifacts', path);
  await makeFolder(dirname(target));
  await copyFile(join(folder, file), target);
  site.build.emit({ type: 'artifact', ...stageOf(site), path, bytes: (await stat(target)).size });
}
