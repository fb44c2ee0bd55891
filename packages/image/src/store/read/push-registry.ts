import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { layerOfDigest } from '../digests.ts';
import { digestOf } from '../manifest.ts';
import type { Spool, SpooledFile } from './spool.ts';

/** A registry for one push, which has already what the store has. */
export interface PushRegistry {
  readonly port: number;
  readonly repository: string;
  /** Resolves when the engine has come. */
  readonly contacted: Promise<void>;
  /** Bytes of blobs that came so far. */
  bytes(): number;
  /** What was pushed, as an OCI layout. */
  received(): Spool;
  close(): Promise<void>;
}

interface Place {
  readonly folder: string;
  readonly storeDir: string;
}

/** What has come, by digest; layers of the store that the engine asked for are among it. */
interface Shelf extends Place {
  readonly prefix: string;
  readonly blobs: Map<string, SpooledFile>;
  readonly uploads: Map<string, Upload>;
  bytes: number;
}

interface Upload {
  readonly path: string;
  readonly hash: ReturnType<typeof createHash>;
  size: number;
}

/** Listens on the loopback until it is closed. https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#push */
export async function receivePush(place: Place): Promise<PushRegistry> {
  // The same name each time: an engine looks first for blobs where it has put them before.
  const repository = 'plab/store';
  const shelf: Shelf = {
    ...place,
    prefix: `/v2/${repository}`,
    blobs: new Map(),
    uploads: new Map(),
    bytes: 0,
  };
  const contacted = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    contacted.resolve();
    answer(shelf, request, response).catch(() => response.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    repository,
    contacted: contacted.promise,
    bytes: () => shelf.bytes,
    received: () => ({ find: (name) => shelf.blobs.get(name.replace('blobs/sha256/', 'sha256:')) }),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(shelf: Shelf, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://registry');
  if (pathname === '/v2/') return end(response, 200);
  if (!pathname.startsWith(`${shelf.prefix}/`)) return end(response, 404);
  const [kind, first = '', second = ''] = pathname.slice(shelf.prefix.length + 1).split('/');
  const method = request.method ?? '';
  if (kind === 'manifests' && method === 'PUT') return await takeManifest(shelf, first, request, response);
  if (kind !== 'blobs') return end(response, 404);
  if (method === 'HEAD') return await tellBlob(shelf, first, response);
  if (first !== 'uploads') return end(response, 404);
  if (method === 'POST') return beginUpload(shelf, response);
  return await takePart(shelf, second, searchParams.get('digest'), request, response);
}

async function tellBlob(shelf: Shelf, digest: string, response: ServerResponse): Promise<void> {
  const known = shelf.blobs.get(digest) ?? (await heldLayer(shelf, digest));
  if (known === undefined) return end(response, 404);
  shelf.blobs.set(digest, known);
  end(response, 200, { 'Content-Length': known.size, 'Docker-Content-Digest': digest });
}

async function heldLayer({ storeDir }: Place, digest: string): Promise<SpooledFile | undefined> {
  const layer = await layerOfDigest(storeDir, digest);
  return layer === undefined ? undefined : { path: layer.path, size: layer.size, digest };
}

function beginUpload(shelf: Shelf, response: ServerResponse): void {
  const id = randomUUID();
  shelf.uploads.set(id, { path: join(shelf.folder, id), hash: createHash('sha256'), size: 0 });
  end(response, 202, { Location: `${shelf.prefix}/blobs/uploads/${id}`, Range: '0-0' });
}

/** A part of a blob; with `digest` it is the last one. */
async function takePart(
  shelf: Shelf,
  id: string,
  digest: string | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const upload = shelf.uploads.get(id);
  if (upload === undefined) return end(response, 404);
  request.on('data', (chunk: Buffer) => {
    upload.hash.update(chunk);
    upload.size += chunk.length;
    shelf.bytes += chunk.length;
  });
  await pipeline(request, createWriteStream(upload.path, { flags: 'a' }));
  if (digest === null) {
    const Location = `${shelf.prefix}/blobs/uploads/${id}`;
    return end(response, 202, { Location, Range: `0-${Math.max(upload.size - 1, 0)}` });
  }
  shelf.uploads.delete(id);
  if (`sha256:${upload.hash.digest('hex')}` !== digest) return end(response, 400);
  shelf.blobs.set(digest, { path: upload.path, size: upload.size, digest });
  end(response, 201, { Location: `${shelf.prefix}/blobs/${digest}`, 'Docker-Content-Digest': digest });
}

/** The manifest that is pushed by tag is the last one, and the one that is meant. */
async function takeManifest(
  shelf: Shelf,
  reference: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bytes = await buffer(request);
  const digest = digestOf(bytes);
  shelf.blobs.set(digest, await written(shelf, bytes));
  if (!reference.includes(':')) {
    const index = Buffer.from(JSON.stringify({ manifests: [{ digest }] }));
    shelf.blobs.set('index.json', await written(shelf, index));
  }
  end(response, 201, { Location: `${shelf.prefix}/manifests/${digest}`, 'Docker-Content-Digest': digest });
}

async function written({ folder }: Place, bytes: Buffer): Promise<SpooledFile> {
  const path = join(folder, randomUUID());
  await writeFile(path, bytes);
  return { path, size: bytes.length, digest: digestOf(bytes) };
}

function end(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | number>> = {},
): void {
  response.writeHead(status, { 'Docker-Distribution-API-Version': 'registry/2.0', ...headers }).end();
}
