import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import dockerignore from '@balena/dockerignore';
import { pack, type Pack } from 'tar-stream';

/**
 * The files of a build context as a tar stream, without those that .dockerignore names. Equal files give equal bytes:
 * sorted by name, no times, no owners, modes 644 and 755.
 * Throws (through the stream) what the file system says when a file cannot be read.
 */
export async function contextArchive(folder: string, dockerfile: string): Promise<Readable> {
  const names = await contextFiles(folder, dockerfile);
  const archive = pack();
  addAll(archive, folder, names).then(
    () => archive.finalize(),
    (error: unknown) => archive.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return Readable.from(archive);
}

/** The names in a context, sorted: what the archive holds. */
export async function contextFiles(folder: string, dockerfile: string): Promise<string[]> {
  const rules = dockerignore.default({ ignorecase: false }).add(await ignoreRules(folder, dockerfile));
  // Docker sends these two whatever the rules say: the builder needs the first and reads the second.
  const always = new Set([dockerfile, '.dockerignore']);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replace(/^\/+/, ''))
    .filter((name) => always.has(name) || !rules.ignores(name))
    .sort();
}

/** `<Dockerfile>.dockerignore` takes the place of `.dockerignore`, as in Docker. */
async function ignoreRules(folder: string, dockerfile: string): Promise<string> {
  const own = await readFile(join(folder, `${dockerfile}.dockerignore`), 'utf8').catch(() => undefined);
  return own ?? (await readFile(join(folder, '.dockerignore'), 'utf8').catch(() => ''));
}

async function addAll(archive: Pack, folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) await add(archive, join(folder, name), name);
}

async function add(archive: Pack, path: string, name: string): Promise<void> {
  const { size, mode } = await lstat(path);
  const header = { name, mtime: new Date(0), uid: 0, gid: 0, mode: (mode & 0o111) === 0 ? 0o644 : 0o755 };
  if ((mode & 0o170000) === 0o120000) {
    archive.entry({ ...header, type: 'symlink', linkname: await readlink(path) });
    return;
  }
  await pipeline(createReadStream(path), archive.entry({ ...header, size }));
}
