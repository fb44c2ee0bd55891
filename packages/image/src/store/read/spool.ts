import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Extract } from 'tar-stream';

/** A file of an archive, as it lies on disk now. */
export interface SpooledFile {
  readonly path: string;
  readonly size: number;
  /** `sha256:…` of its bytes. */
  readonly digest: string;
}

/** The files of a tar archive by name, links followed. */
export interface Spool {
  /** Undefined when the archive has no such file. */
  find(name: string): SpooledFile | undefined;
}

/** Writes the files of a tar stream into a folder, in one pass, and hashes them on the way. */
export async function spool(source: Readable, folder: string, signal: AbortSignal): Promise<Spool> {
  const files = new Map<string, SpooledFile>();
  const links = new Map<string, string>();
  const archive = extract();
  await Promise.all([
    pipeline(source, archive, { signal }),
    readEntries(archive, files, links, (index) => join(folder, String(index))),
  ]);
  return { find: (name) => follow(posix.normalize(name), files, links) };
}

/** Writes what comes through the streams into a file, and hashes it on the way. */
export async function writeHashed(
  streams: readonly [Readable, ...Transform[]],
  path: string,
  signal?: AbortSignal,
): Promise<SpooledFile> {
  const hash = createHash('sha256');
  let size = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline([...streams, count, createWriteStream(path)], signal === undefined ? {} : { signal });
  return { path, size, digest: `sha256:${hash.digest('hex')}` };
}

/** The bytes of a JSON document of the archive. */
export async function readDocument(file: SpooledFile): Promise<Buffer> {
  if (file.size > documentLimit) throw new Error(`a document of ${file.size} bytes is too big`);
  return await readFile(file.path);
}

/** No manifest or configuration comes near this size (bytes); a layer taken for one must not fill the memory. */
const documentLimit = 16 * 1024 * 1024;

/** More links in a row than this are a circle. */
const linkLimit = 8;

async function readEntries(
  archive: Extract,
  files: Map<string, SpooledFile>,
  links: Map<string, string>,
  pathOf: (index: number) => string,
): Promise<void> {
  for await (const entry of archive) {
    const { name, type, linkname } = entry.header;
    const at = posix.normalize(name);
    if (type === 'symlink') links.set(at, posix.join(posix.dirname(at), linkname ?? ''));
    else if (type === 'link') links.set(at, posix.normalize(linkname ?? ''));
    else if (type === 'file') files.set(at, await writeHashed([Readable.from(entry)], pathOf(files.size)));
    else entry.resume();
  }
}

function follow(
  name: string,
  files: ReadonlyMap<string, SpooledFile>,
  links: ReadonlyMap<string, string>,
): SpooledFile | undefined {
  let at = name;
  for (let step = 0; step < linkLimit; step += 1) {
    const file = files.get(at);
    const next = links.get(at);
    if (file !== undefined || next === undefined) return file;
    at = next;
  }
  return undefined;
}
