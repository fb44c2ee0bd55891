import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ShippableImage } from '../store/image.ts';
import type { ByteRange } from './range.ts';
import type { Route, TagPage } from './route.ts';

/** Bytes that a registry gives. */
export interface Content {
  /** Undefined for lists, which have no digest of their own. */
  readonly digest: string | undefined;
  readonly type: string;
  readonly size: number;
  /** Blobs are counted one by one. */
  readonly isBlob: boolean;
  readonly read: (range: ByteRange) => Readable;
}

/** Why a registry does not give something; the codes are those of the distribution specification. */
export interface Refusal {
  readonly status: 400 | 404 | 405 | 416;
  readonly code:
    | `${'BLOB' | 'MANIFEST' | 'NAME'}_UNKNOWN`
    | 'DIGEST_INVALID'
    | 'SIZE_INVALID'
    | 'UNSUPPORTED';
  readonly message: string;
}

/** The one tag of an image that is served. */
const tag = 'latest';

/** What a registry with one image has to give for a route; `accept` are the manifest types that the puller knows. */
export function find(
  { image, repository }: { readonly image: ShippableImage; readonly repository: string },
  route: Route,
  accept: string | undefined,
): Content | Refusal {
  if (route.kind === 'version') return json({});
  if (route.kind === 'unknown' || route.name !== repository)
    return { status: 404, code: 'NAME_UNKNOWN', message: 'there is no such repository' };
  switch (route.kind) {
    case 'manifest':
      return manifest(image, route.reference, accept);
    case 'blob':
      return blob(image, route.digest);
    case 'tags':
      return json({ name: repository, tags: tagsIn(route.page) });
    case 'referrers':
      return referrers(route.digest);
  }
}

function manifest({ manifest }: ShippableImage, reference: string, accept?: string): Content | Refusal {
  const unknown = (message: string): Refusal => ({ status: 404, code: 'MANIFEST_UNKNOWN', message });
  const { bytes, digest, mediaType: type } = manifest;
  if (reference !== digest && reference !== tag) return unknown(`no ${reference} here`);
  if (!accepts(accept, type)) return unknown(`the manifest is ${type}, which is not asked for`);
  return { ...inMemory(bytes), digest, type, isBlob: false };
}

/** RFC 9110, 12.5.1; without the header everything is welcome. */
function accepts(header: string | undefined, type: string): boolean {
  if (header === undefined) return true;
  const ranges = header.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase());
  return ranges.some((range) => range === type || range === '*/*' || range === 'application/*');
}

function blob({ id, configBytes, layers }: ShippableImage, digest: string): Content | Refusal {
  const type = 'application/octet-stream';
  if (digest === id) return { ...inMemory(configBytes), digest, type, isBlob: true };
  const layer = layers.find(({ diffId }) => diffId === digest);
  if (layer === undefined) return { status: 404, code: 'BLOB_UNKNOWN', message: `no ${digest} here` };
  const { path, size } = layer;
  return { digest, type, size, isBlob: true, read: (range) => createReadStream(path, range) };
}

function tagsIn({ count = Infinity, last = '' }: TagPage): string[] {
  return count > 0 && tag > last ? [tag] : [];
}

/** Nothing refers to an image that exists for one deployment. */
function referrers(digest: string): Content | Refusal {
  if (!/^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[A-Za-z0-9=_-]+$/.test(digest))
    return { status: 400, code: 'DIGEST_INVALID', message: `${digest} is no digest` };
  const type = 'application/vnd.oci.image.index.v1+json';
  return json({ schemaVersion: 2, mediaType: type, manifests: [] }, type);
}

function json(document: unknown, type = 'application/json'): Content {
  return { ...inMemory(Buffer.from(JSON.stringify(document))), digest: undefined, type, isBlob: false };
}

function inMemory(bytes: Buffer): Pick<Content, 'size' | 'read'> {
  return { size: bytes.length, read: ({ start, end }) => Readable.from([bytes.subarray(start, end + 1)]) };
}
