import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ShippableImage } from '../store/image.ts';
import { type Content, find, type Refusal } from './content.ts';
import type { Lanes } from './lanes.ts';
import { type ByteRange, parseRange } from './range.ts';
import { routeOf } from './route.ts';

/** What a registry has to give, and whom it tells about what it gave. */
export interface Shelf {
  readonly repository: string;
  readonly image: ShippableImage;
  readonly sent: (digest: string | undefined, bytes: number) => void;
  /** For what is large. */
  readonly lanes?: Lanes | undefined;
}

/** Answers one request: GET and HEAD of what {@link find} has; everything else is refused. */
export function respond(shelf: Shelf, request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Docker-Distribution-API-Version', 'registry/2.0');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return refuse(response, {
      status: 405,
      code: 'UNSUPPORTED',
      message: 'this registry is for pulling only',
    });
  }
  const found = find(shelf, routeOf(request.url ?? '/'), request.headers.accept);
  if ('code' in found) return refuse(response, found);
  give(found, shelf, request, response);
}

function give(content: Content, shelf: Shelf, request: IncomingMessage, response: ServerResponse): void {
  const { digest, size } = content;
  const tag = digest === undefined ? undefined : `"${digest}"`;
  if (tag !== undefined && request.headers['if-none-match']?.includes(tag) === true)
    return void response.writeHead(304, { ETag: tag }).end();
  const range = parseRange(rangeHeader(request, tag), size);
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${size}`);
    return refuse(response, { status: 416, code: 'SIZE_INVALID', message: `there are ${size} bytes` });
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  response.writeHead(range === undefined ? 200 : 206, {
    ...headersOf(content, tag),
    'Content-Length': end - start + 1,
    ...(range === undefined ? {} : { 'Content-Range': `bytes ${start}-${end}/${size}` }),
  });
  if (request.method === 'HEAD' || size === 0) return void response.end();
  // A puller that goes away in the middle is its own affair: it asks again.
  send(content, { start, end }, shelf, response).catch(() => response.destroy());
}

/** Bytes from which on something waits for a lane. */
const large = 1_000_000;

async function send(
  content: Content,
  range: ByteRange,
  { sent, lanes }: Shelf,
  response: ServerResponse,
): Promise<void> {
  response.flushHeaders();
  const leave = range.end - range.start < large ? undefined : await lanes?.enter();
  try {
    const blob = content.isBlob ? content.digest : undefined;
    const counted = new PassThrough().on('data', (chunk: Buffer) => sent(blob, chunk.length));
    await pipeline(content.read(range), counted, response);
  } finally {
    leave?.();
  }
}

/** Ranges are for GET, and with `If-Range` only for what the puller has begun to fetch (RFC 9110, 13.1.5 and 14.2). */
function rangeHeader({ method, headers }: IncomingMessage, tag: string | undefined): string | undefined {
  const condition = headers['if-range'];
  return method === 'GET' && (condition === undefined || condition === tag) ? headers.range : undefined;
}

function headersOf({ digest, type }: Content, tag: string | undefined): OutgoingHttpHeaders {
  return {
    'Content-Type': type,
    'Accept-Ranges': 'bytes',
    ...(digest === undefined ? {} : { 'Docker-Content-Digest': digest, ETag: tag }),
  };
}

function refuse(response: ServerResponse, { status, code, message }: Refusal): void {
  const text = JSON.stringify({ errors: [{ code, message }] });
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}
