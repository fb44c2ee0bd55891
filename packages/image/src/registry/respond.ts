import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ShippableImage } from '../store/image.ts';
import { type ByteRange, parseRange } from './range.ts';

/** What a registry has to give, and whom it tells about what it gave. */
export interface Shelf {
  readonly repository: string;
  readonly image: ShippableImage;
  readonly sent: (digest: string | undefined, bytes: number) => void;
}

/** Answers one request: GET and HEAD of the version check, the manifest and the blobs; everything else is refused. */
export function respond(shelf: Shelf, request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Docker-Distribution-API-Version', 'registry/2.0');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return refuse(response, 405, 'UNSUPPORTED', 'this registry is for pulling only');
  }
  const path = new URL(request.url ?? '/', 'http://registry').pathname;
  if (path === '/v2/' || path === '/v2') return json(response, 200, {});
  const [, repository, kind, reference] = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(path) ?? [];
  if (repository !== shelf.repository || reference === undefined) {
    return refuse(response, 404, 'NAME_UNKNOWN', 'there is no such repository');
  }
  const content = kind === 'manifests' ? manifest(shelf.image, reference) : blob(shelf.image, reference);
  if (content === undefined) {
    return refuse(
      response,
      404,
      kind === 'blobs' ? 'BLOB_UNKNOWN' : 'MANIFEST_UNKNOWN',
      `no ${reference} here`,
    );
  }
  give(content, shelf, request, response);
}

interface Content {
  readonly digest: string;
  readonly type: string;
  readonly size: number;
  /** Undefined for a manifest, which is not counted as a blob. */
  readonly blob: string | undefined;
  readonly read: (range: ByteRange) => Readable;
}

function manifest({ manifest }: ShippableImage, reference: string): Content | undefined {
  if (reference !== manifest.digest && reference !== 'latest') return undefined;
  return { ...inMemory(manifest.bytes), digest: manifest.digest, type: manifest.mediaType, blob: undefined };
}

function blob({ id, configBytes, layers }: ShippableImage, digest: string): Content | undefined {
  const type = 'application/octet-stream';
  if (digest === id) return { ...inMemory(configBytes), digest, type, blob: digest };
  const layer = layers.find(({ diffId }) => diffId === digest);
  if (layer === undefined) return undefined;
  const { path, size } = layer;
  return { digest, type, size, blob: digest, read: (range) => createReadStream(path, range) };
}

function inMemory(bytes: Buffer): Pick<Content, 'size' | 'read'> {
  return { size: bytes.length, read: ({ start, end }) => Readable.from([bytes.subarray(start, end + 1)]) };
}

function give(content: Content, shelf: Shelf, request: IncomingMessage, response: ServerResponse): void {
  const { digest, type, size } = content;
  const range = parseRange(request.headers.range, size);
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${size}`);
    return refuse(response, 416, 'SIZE_INVALID', `${digest} has ${size} bytes`);
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  response.writeHead(range === undefined ? 200 : 206, {
    'Content-Type': type,
    'Content-Length': end - start + 1,
    'Docker-Content-Digest': digest,
    ETag: `"${digest}"`,
    'Accept-Ranges': 'bytes',
    ...(range === undefined ? {} : { 'Content-Range': `bytes ${start}-${end}/${size}` }),
  });
  if (request.method === 'HEAD' || size === 0) return void response.end();
  const counted = new PassThrough().on('data', (chunk: Buffer) => shelf.sent(content.blob, chunk.length));
  // A puller that goes away in the middle is its own affair: it asks again.
  pipeline(content.read({ start, end }), counted, response).catch(() => response.destroy());
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  json(response, status, { errors: [{ code, message }] });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}
