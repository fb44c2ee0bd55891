import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ShippableImage } from '../store/image.ts';
import type { Lanes } from './lanes.ts';
import { respond, type Shelf } from './respond.ts';

export interface RegistryStats {
  /** Bytes of manifests and blobs sent, without HTTP headers. */
  readonly bytes: number;
  /** Bytes sent of each blob that was asked for, by digest. */
  readonly blobs: ReadonlyMap<string, number>;
  readonly requests: number;
}

/** A small thing that a registry serves. */
export interface Document {
  /** The end of its path: `manifests/<digest>` or `blobs/<digest>`. */
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export interface Registry {
  /** Port on 127.0.0.1. */
  readonly port: number;
  /** `<token>/<name>`; the token cannot be guessed. */
  readonly repository: string;
  /** Takes the place of an earlier registry, whose pull somebody goes on with. Throws a RangeError for no such name. */
  adopt(repository: string): void;
  readonly digest: string;
  /** What every puller asks for, manifest and configuration, as far as they are text: whoever has them already need not ask. */
  readonly documents: readonly Document[];
  /** The name to pull by, through a port of the puller's own loopback. */
  reference(port: number): string;
  stats(): RegistryStats;
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly signal: AbortSignal;
  /** Last part of the repository's name; by default that of the image. */
  readonly name?: string;
  /** Shared by registries that send over one line: so many large blobs are under way at a time. Default: as many as are asked for. */
  readonly lanes?: Lanes;
  /** Called after each piece of content that was sent. */
  readonly onProgress?: (stats: RegistryStats) => void;
}

/**
 * Serves one image to whoever knows its repository's name, for pulling only, on a port of the loopback that the
 * system chooses. Ends with `close` or with the signal.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pull
 */
export async function serveImage(image: ShippableImage, options: ServeOptions): Promise<Registry> {
  options.signal.throwIfAborted();
  const counter = countContent(options.onProgress);
  const shelf: { -readonly [Key in keyof Shelf]: Shelf[Key] } = {
    repository: `${randomBytes(16).toString('hex')}/${nameOf(options.name ?? image.reference)}`,
    image,
    sent: counter.sent,
    lanes: options.lanes,
  };
  const server = createServer((request, response) => {
    counter.request();
    respond(shelf, request, response);
  });
  const close = async (): Promise<void> => {
    options.signal.removeEventListener('abort', close);
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  await once(server.listen(0, '127.0.0.1'), 'listening');
  options.signal.addEventListener('abort', close, { once: true });
  const { digest } = image.manifest;
  return {
    port: (server.address() as AddressInfo).port,
    get repository() {
      return shelf.repository;
    },
    adopt(repository) {
      if (!repositoryName.test(repository))
        throw new RangeError(`${repository} is no name of a registry here`);
      shelf.repository = repository;
    },
    digest,
    documents: documentsOf(image),
    reference: (port) => `127.0.0.1:${port}/${shelf.repository}@${digest}`,
    stats: counter.stats,
    close,
  };
}

function documentsOf({ manifest, id, configBytes }: ShippableImage): Document[] {
  const documents = [
    { name: `manifests/${manifest.digest}`, type: manifest.mediaType, bytes: manifest.bytes },
    { name: `blobs/${id}`, type: 'application/octet-stream', bytes: configBytes },
  ];
  return documents.filter(({ bytes }) => isUtf8(bytes));
}

const repositoryName = /^[0-9a-f]{32}\/[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

interface Counter {
  request(): void;
  sent(digest: string | undefined, bytes: number): void;
  stats(): RegistryStats;
}

function countContent(onProgress: ServeOptions['onProgress']): Counter {
  const blobs = new Map<string, number>();
  let bytes = 0;
  let requests = 0;
  const stats = (): RegistryStats => ({ bytes, blobs: new Map(blobs), requests });
  return {
    request: () => {
      requests += 1;
    },
    sent: (digest, length) => {
      bytes += length;
      if (digest !== undefined) blobs.set(digest, (blobs.get(digest) ?? 0) + length);
      onProgress?.(stats());
    },
    stats,
  };
}

/** The last part of an image's name, in the characters that a repository's name may have. */
function nameOf(reference: string): string {
  const name =
    reference
      .replace(/@.*$/, '')
      .replace(/:[^/]*$/, '')
      .split('/')
      .at(-1) ?? '';
  return /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(name) ? name : 'image';
}
