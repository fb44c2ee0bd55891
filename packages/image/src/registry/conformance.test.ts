import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { digestOf, manifestOf } from '../store/manifest.ts';
import { type Registry, serveImage } from './serve.ts';

/*
 * What the conformance suite of the OCI distribution specification asks of a registry for pulling (ping, head, pull,
 * range requests, tag list, referrers, errors), in our own words; and what the specification says beside it.
 */

const size = 2048;
const blob = randomBytes(size);
const second = Buffer.from('{}');
const configuration = Buffer.from('{"architecture":"amd64","os":"linux"}');
const { signal } = new AbortController();
let folder: string;
let registry: Registry;
let origin: string;
let base: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plab-conformance-'));
  const layers = [blob, second].map((bytes, index) => ({
    diffId: digestOf(bytes),
    size: bytes.length,
    path: join(folder, String(index)),
  }));
  await writeFile(join(folder, '0'), blob);
  await writeFile(join(folder, '1'), second);
  const manifest = manifestOf(configuration, layers);
  registry = await serveImage(
    {
      id: digestOf(configuration),
      configBytes: configuration,
      layers,
      manifest,
      architecture: 'amd64',
      reference: 'conformance:1',
    },
    { signal },
  );
  origin = `http://127.0.0.1:${registry.port}`;
  base = `${origin}/v2/${registry.repository}`;
});

after(async () => {
  await registry.close();
  await rm(folder, { recursive: true });
});

const bodyOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());
const indexType = 'application/vnd.oci.image.index.v1+json';
const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const schema2 = 'application/vnd.docker.distribution.manifest.v2+json';

/** The one shape that an error in JSON may have, with a code of the specification. */
async function assertError(response: Response, status: number, code: string): Promise<void> {
  assert.equal(response.status, status);
  assert.equal(response.headers.get('content-type'), 'application/json');
  const { errors, ...rest } = (await response.json()) as { errors: { code: string; message: string }[] };
  assert.deepEqual(rest, {});
  assert.deepEqual(
    errors.map((error) => error.code),
    [code],
  );
  assert.equal(typeof errors[0]?.message, 'string');
}

test('ping: the base of the API answers 200 to GET and HEAD', async () => {
  for (const path of ['/v2/', '/v2'])
    for (const method of ['GET', 'HEAD'])
      assert.equal((await fetch(`${origin}${path}`, { method })).status, 200);
});

describe('manifests', () => {
  for (const by of ['tag', 'digest'] as const) {
    const address = (): string => `${base}/manifests/${by === 'tag' ? 'latest' : registry.digest}`;

    test(`HEAD by ${by}: 200, digest, type and length, no body`, async () => {
      const headers = { accept: `${indexType}, ${manifestType}` };
      const response = await fetch(address(), { method: 'HEAD', headers });
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('docker-content-digest'), registry.digest);
      assert.equal(response.headers.get('content-type'), manifestType);
      const whole = await bodyOf(await fetch(address()));
      assert.equal(response.headers.get('content-length'), String(whole.length));
      assert.equal((await bodyOf(response)).length, 0);
    });

    test(`GET by ${by}: the bytes that have the digest`, async () => {
      const headers = { accept: `${indexType}, ${manifestType}` };
      const response = await fetch(address(), { headers });
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('docker-content-digest'), registry.digest);
      const body = await bodyOf(response);
      assert.equal(digestOf(body), registry.digest);
      const { mediaType } = JSON.parse(body.toString()) as { mediaType: string };
      assert.equal(response.headers.get('content-type'), mediaType);
    });
  }

  for (const [accept, status] of [
    [undefined, 200],
    ['*/*', 200],
    ['application/*;q=0.5', 200],
    [`${schema2}, ${manifestType};q=0.9`, 200],
    [manifestType, 200],
    [schema2, 404],
    [indexType, 404],
  ] as const) {
    test(`Accept: ${accept ?? 'none'} gives ${status}`, async () => {
      const response = await ask(`${base}/manifests/latest`, accept === undefined ? {} : { accept });
      assert.equal(response.status, status);
      assert.equal(response.type, status === 200 ? manifestType : 'application/json');
    });
  }

  for (const reference of ['missing-tag', `sha256:${'0'.repeat(64)}`, 'sha256:baddigeststring']) {
    test(`${reference} is 404 for GET and HEAD`, async () => {
      await assertError(await fetch(`${base}/manifests/${reference}`), 404, 'MANIFEST_UNKNOWN');
      const head = await fetch(`${base}/manifests/${reference}`, { method: 'HEAD' });
      assert.equal(head.status, 404);
      assert.equal((await bodyOf(head)).length, 0);
    });
  }
});

describe('blobs', () => {
  for (const [what, bytes] of [
    ['a layer', blob],
    ['the empty JSON', second],
    ['the configuration', configuration],
  ] as const) {
    const address = (): string => `${base}/blobs/${digestOf(bytes)}`;

    test(`HEAD of ${what}: 200, digest and length, no body`, async () => {
      const response = await fetch(address(), { method: 'HEAD' });
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('docker-content-digest'), digestOf(bytes));
      assert.equal(response.headers.get('content-length'), String(bytes.length));
      assert.equal((await bodyOf(response)).length, 0);
    });

    test(`GET of ${what}: its bytes`, async () => {
      const response = await fetch(address());
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('docker-content-digest'), digestOf(bytes));
      assert.equal(response.headers.get('content-type'), 'application/octet-stream');
      assert.deepEqual(await bodyOf(response), bytes);
    });
  }

  test('an unknown one is 404 for GET and HEAD', async () => {
    const address = `${base}/blobs/${digestOf(Buffer.from('unknown'))}`;
    await assertError(await fetch(address), 404, 'BLOB_UNKNOWN');
    assert.equal((await fetch(address, { method: 'HEAD' })).status, 404);
  });
});

describe('ranges of a blob', () => {
  const layer = (): string => `${base}/blobs/${digestOf(blob)}`;

  for (const [range, first, last] of [
    ['bytes=500-1499', 500, 1499],
    ['bytes=500-', 500, size - 1],
    ['bytes=-500', size - 500, size - 1],
    ['bytes=2000-5000', 2000, size - 1],
    ['bytes=0-0', 0, 0],
  ] as const) {
    test(`${range} is 206 with just that`, async () => {
      const response = await fetch(layer(), { headers: { range } });
      assert.equal(response.status, 206);
      assert.equal(response.headers.get('content-range'), `bytes ${first}-${last}/${size}`);
      assert.equal(response.headers.get('content-length'), String(last - first + 1));
      assert.equal(response.headers.get('docker-content-digest'), digestOf(blob));
      assert.deepEqual(await bodyOf(response), blob.subarray(first, last + 1));
    });
  }

  for (const range of ['bytes=500-0', 'bytes=5000-10000', `bytes=${size}-`, 'bytes=-0']) {
    test(`${range} is 416 and tells the size`, async () => {
      const response = await fetch(layer(), { headers: { range } });
      assert.equal(response.headers.get('content-range'), `bytes */${size}`);
      await assertError(response, 416, 'SIZE_INVALID');
    });
  }

  for (const range of ['lines=1-2', 'bytes=0-1,5-6', 'bytes=a-b']) {
    test(`${range} may be ignored: the whole`, async () => {
      const response = await fetch(layer(), { headers: { range } });
      assert.equal(response.status, 200);
      assert.deepEqual(await bodyOf(response), blob);
    });
  }

  test('If-Range gives the part of what was begun, and the whole of anything else', async () => {
    const etag = (await fetch(layer(), { method: 'HEAD' })).headers.get('etag') ?? '';
    const part = (condition: string): Promise<Response> =>
      fetch(layer(), { headers: { range: 'bytes=2000-', 'if-range': condition } });
    assert.equal((await part(etag)).status, 206);
    for (const other of ['"other"', 'Wed, 21 Oct 2015 07:28:00 GMT']) {
      const response = await part(other);
      assert.equal(response.status, 200);
      assert.deepEqual(await bodyOf(response), blob);
    }
  });

  test('HEAD has no range', async () => {
    const response = await fetch(layer(), { method: 'HEAD', headers: { range: 'bytes=0-9' } });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-length'), String(size));
    assert.equal(response.headers.get('accept-ranges'), 'bytes');
  });

  test('what the puller has already is 304', async () => {
    const response = await fetch(layer(), { headers: { 'if-none-match': `"${digestOf(blob)}"` } });
    assert.equal(response.status, 304);
  });
});

describe('lists', () => {
  for (const [query, tags] of [
    ['', ['latest']],
    ['?n=0', []],
    ['?n=1', ['latest']],
    ['?n=1&last=kept', ['latest']],
    ['?last=latest', []],
  ] as const) {
    test(`tags/list${query}`, async () => {
      const response = await fetch(`${base}/tags/list${query}`);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('link'), null);
      assert.deepEqual(await response.json(), { name: registry.repository, tags });
    });
  }

  test('referrers are an empty index, whatever type is asked for', async () => {
    const response = await fetch(`${base}/referrers/${registry.digest}?artifactType=application/x`);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), indexType);
    assert.deepEqual(await response.json(), { schemaVersion: 2, mediaType: indexType, manifests: [] });
  });

  test('referrers of what is no digest are 400', async () => {
    await assertError(await fetch(`${base}/referrers/latest`), 400, 'DIGEST_INVALID');
  });
});

describe('what only a registry for pushing has', () => {
  for (const [method, path] of [
    ['POST', 'blobs/uploads/'],
    ['PATCH', 'blobs/uploads/1'],
    ['PUT', `blobs/uploads/1?digest=${digestOf(blob)}`],
    ['PUT', 'manifests/latest'],
    ['DELETE', 'manifests/latest'],
    ['DELETE', `blobs/${digestOf(blob)}`],
  ] as const) {
    test(`${method} ${path.replace(/sha256:.*/, 'DIGEST')} is 405 and says what is allowed`, async () => {
      const body = method === 'DELETE' ? null : 'content';
      const response = await fetch(`${base}/${path}`, { method, body });
      assert.equal(response.headers.get('allow'), 'GET, HEAD');
      await assertError(response, 405, 'UNSUPPORTED');
    });
  }

  test('other repositories are unknown, also to who knows a digest of this one', async () => {
    for (const path of [
      `other/blobs/${digestOf(blob)}`,
      'other/tags/list',
      `other/referrers/${digestOf(blob)}`,
    ])
      await assertError(await fetch(`${origin}/v2/${path}`), 404, 'NAME_UNKNOWN');
  });
});

/** The bare request: `fetch` adds an Accept of its own. */
async function ask(
  address: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number | undefined; type: string | undefined }> {
  return await new Promise((resolve, reject) => {
    request(address, { headers: { ...headers } }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, type: response.headers['content-type'] });
    })
      .on('error', reject)
      .end();
  });
}
