import { createReadStream } from 'node:fs';
import { posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import type { Layer } from '../store/image.ts';

/** Reads what is wanted of a file; undefined where that is nothing. */
export type ReadFile = (content: AsyncIterable<Buffer>) => Promise<string | undefined>;

/**
 * What the file system of an image has, as a container would see it: later layers replace and remove what earlier ones
 * have. `reader` says how a path (without the slash in front) is read, and gives undefined for those nobody wants.
 */
export async function readFiles(
  layers: readonly Pick<Layer, 'path'>[],
  reader: (path: string) => ReadFile | undefined,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const { path } of layers) {
    const here = await readLayer(path, reader, signal);
    for (const known of files.keys())
      if (pathAndFolders(known).some((one) => here.gone.has(one))) files.delete(known);
    for (const [name, text] of here.files) files.set(name, text);
  }
  return files;
}

interface ReadLayer {
  readonly files: ReadonlyMap<string, string>;
  /** What of lower layers is not to be seen any more. */
  readonly gone: ReadonlySet<string>;
}

async function readLayer(
  path: string,
  reader: (path: string) => ReadFile | undefined,
  signal: AbortSignal,
): Promise<ReadLayer> {
  const archive = extract();
  const files = new Map<string, string>();
  const gone = new Set<string>();
  const read = async (): Promise<void> => {
    for await (const entry of archive) {
      const name = posix.normalize(entry.header.name).replace(/^\/+|\/+$/g, '');
      const hidden = hiddenBy(name, entry.header.type);
      if (hidden !== undefined) gone.add(hidden);
      const readIt = entry.header.type === 'file' ? reader(name) : undefined;
      const text = await readIt?.(entry as AsyncIterable<Buffer>);
      if (text !== undefined) files.set(name, text);
      entry.resume();
    }
  };
  await Promise.all([pipeline(createReadStream(path), archive, { signal }), read()]);
  return { files, gone };
}

/**
 * What an entry hides of the layers below: `.wh.NAME` a file or folder, `.wh..wh..opq` all that its folder has there; a
 * file what had its name. https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#whiteouts
 */
function hiddenBy(name: string, type: string | null | undefined): string | undefined {
  const { dir, base } = posix.parse(name);
  if (base === '.wh..wh..opq') return dir;
  if (base.startsWith('.wh.')) return posix.join(dir, base.slice('.wh.'.length));
  return type === 'directory' ? undefined : name;
}

/** `a/b/c`, `a/b`, `a` and the root. */
function pathAndFolders(path: string): string[] {
  const parts = path.split('/');
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}

/** A bigger file (bytes) is not what its name says. */
const biggest = 64 * 1024 * 1024;

/** The text of a file. */
export const wholeText: ReadFile = async (content) => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size <= biggest) chunks.push(chunk);
  }
  return size <= biggest ? Buffer.concat(chunks).toString('utf8') : undefined;
};

/** The first group of the first match in a file of any size; the match may be `longest` bytes. */
export function firstMatch(pattern: RegExp, longest = 64): ReadFile {
  return async (content) => {
    let found: string | undefined;
    let rest = '';
    for await (const chunk of content) {
      if (found !== undefined) continue;
      const text = rest + chunk.toString('latin1');
      found = pattern.exec(text)?.[1];
      rest = text.slice(-longest);
    }
    return found;
  };
}
