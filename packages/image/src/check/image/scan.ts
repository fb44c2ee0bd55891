import { createReadStream } from 'node:fs';
import { posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Extract, extract, type Header } from 'tar-stream';
import { secretFile } from '../secret-files.ts';
import { secretsInFile } from '../secrets.ts';
import type { LayerContent, PrivilegedFile, SecretFile } from './audited.ts';

/** A file of more bytes than this is not searched for secrets: keys and tokens are kept in small ones. */
const searched = 256 * 1024;

/** Reads the layers of one image, lowest first, with no more than a small file in memory. */
export interface LayerScanner {
  /** Reads the archive of the next layer. */
  scan(path: string, signal: AbortSignal): Promise<void>;
  /** One a layer. */
  contents(): LayerContent[];
}

export function layerScanner(): LayerScanner {
  const layers: { secrets: SecretFile[]; cache: number }[] = [];
  const privileged = new Map<string, PrivilegedFile & { readonly layer: number }>();
  const open = new Map<string, { readonly layer: number }>();
  const scan = async (path: string, signal: AbortSignal): Promise<void> => {
    const layer = { secrets: [] as SecretFile[], cache: 0 };
    const index = layers.push(layer) - 1;
    const archive = extract();
    const read = async (): Promise<void> => {
      for await (const entry of archive) {
        const name = posix.normalize(entry.header.name).replace(/^\/+|\/+$/g, '');
        for (const known of [privileged, open]) hide(name, known, index);
        const bits = bitsOf(entry.header);
        if (bits !== undefined) privileged.set(name, { path: name, bits, layer: index });
        if (isOpen(entry.header)) open.set(name, { layer: index });
        if (isCache(name)) layer.cache += entry.header.size;
        for (const what of await secretsOf(name, entry)) layer.secrets.push({ path: name, what });
      }
    };
    await Promise.all([pipeline(createReadStream(path), archive, { signal }), read()]);
  };
  const contents = (): LayerContent[] =>
    layers.map(({ secrets, cache }, index) => ({
      secrets,
      cache,
      privileged: [...privileged.values()]
        .filter(({ layer }) => layer === index)
        .map(({ path, bits }) => ({ path, bits })),
      open: [...open].filter(([, { layer }]) => layer === index).map(([path]) => path),
    }));
  return { scan, contents };
}

/**
 * Forgets what an entry takes the place of, or removes: `.wh.NAME` a file or folder, `.wh..wh..opq` what lower layers
 * have in its folder. https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#whiteouts
 */
function hide(name: string, known: Map<string, { readonly layer: number }>, layer: number): void {
  known.delete(name);
  const { dir, base } = posix.parse(name);
  if (!base.startsWith('.wh.')) return;
  const gone = base === '.wh..wh..opq' ? dir : posix.join(dir, base.slice('.wh.'.length));
  for (const [path, file] of known)
    if (file.layer < layer && (path === gone || path.startsWith(`${gone}/`))) known.delete(path);
}

/** On a folder the bits only say who owns what is made there. */
function bitsOf({ type, mode }: Header): PrivilegedFile['bits'] | undefined {
  if (type !== 'file' || (mode & 0o6000) === 0) return undefined;
  if ((mode & 0o6000) === 0o6000) return 'setuid and setgid';
  return (mode & 0o4000) === 0 ? 'setgid' : 'setuid';
}

/** Everybody may write it; in a folder with the sticky bit nobody touches what is another's. */
function isOpen({ type, mode }: Header): boolean {
  if ((mode & 0o002) === 0) return false;
  return type === 'file' || (type === 'directory' && (mode & 0o1000) === 0);
}

const caches =
  /^(?:var\/lib\/apt\/lists\/|var\/cache\/(?:apt\/archives\/.*\.deb$|apk\/|yum\/|dnf\/)|(?:root|home\/[^/]+)\/(?:\.npm\/_cacache\/|\.cache\/(?:pip|yarn)\/))/;

function isCache(name: string): boolean {
  return caches.test(name);
}

type Entry = Extract extends AsyncIterable<infer Each> ? Each : never;

async function secretsOf(name: string, entry: Entry): Promise<string[]> {
  const { type, size } = entry.header;
  if (type !== 'file' || size === 0 || size > searched) {
    entry.resume();
    return [];
  }
  const chunks: Buffer[] = [];
  for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk);
  const named = secretFile(name);
  const content = Buffer.concat(chunks);
  const found = content.subarray(0, 1024).includes(0) ? [] : secretsInFile(content.toString('latin1'), name);
  return found.length === 0 && named !== undefined ? [named] : found;
}
