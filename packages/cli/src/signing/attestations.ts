import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../errors.ts';

/** As many as that are kept; the oldest ones go. */
const kept = 200;

/** Keeps what was signed of an image, until it is deployed. */
export async function keepAttestation(stateFolder: string, image: string, text: string): Promise<void> {
  const folder = folderIn(stateFolder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = fileIn(stateFolder, image);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, text, { mode: 0o600, flush: true });
  await rename(draft, path);
  await removeOldest(folder);
}

/** What was signed of an image here; undefined when that is nothing. */
export async function attestationOf(stateFolder: string, image: string): Promise<string | undefined> {
  return await readFile(fileIn(stateFolder, image), 'utf8').catch((error: unknown) => {
    if (!hasCode(error, 'ENOENT')) throw error;
    return undefined;
  });
}

async function removeOldest(folder: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  const old = files.toSorted((a, b) => b.at - a.at).slice(kept);
  await Promise.all(old.map(async ({ name }) => await rm(join(folder, name), { force: true })));
}

function fileIn(stateFolder: string, image: string): string {
  return join(folderIn(stateFolder), `${image.replace(':', '-')}.intoto.jsonl`);
}

function folderIn(stateFolder: string): string {
  return join(stateFolder, 'provenance');
}
