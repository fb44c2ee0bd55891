import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { digestOf, manifestOf } from '../store/manifest.ts';
import type { ShippableImage } from '../store/image.ts';
import { type Registry, serveImage } from './serve.ts';

const content = Buffer.from('0123456789'.repeat(20_000));
const configBytes = Buffer.from('{"architecture":"amd64"}');
const stop = new AbortController();
let folder: string;
let image: ShippableImage;
let registry: Registry;
let base: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plab-registry-'));
  const path = join(folder, 'layer');
  await writeFile(path, content);
  const layers = [{ diffId: digestOf(content), size: content.length, path }];
  const manifest = manifestOf(configBytes, layers);
  const id = digestOf(configBytes);
  image = { id, configBytes, layers, manifest, architecture: 'amd64', reference: 'shop/task-api:42' };
  registry = await serveImage(image, { signal: stop.signal });
  base = `http://127.0.0.1:${registry.port}/v2/${registry.repository}`;
});

after(async () => {
  await registry.close();
  await rm(folder, { recursive: true });
});

const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

test('the version check answers 200', async () => {
  const response = await fetch(`http://127.0.0.1:${registry.port}/v2/`);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('docker-distribution-api-version'), 'registry/2.0');
});

test('the repository is 128 random bits and the name of the image', () => {
  assert.match(registry.repository, /^[0-9a-f]{32}\/task-api$/);
  assert.equal(registry.reference(81), `127.0.0.1:81/${registry.repository}@${image.manifest.digest}`);
});

test('the place of an earlier registry is taken by its name, and by no other', async () => {
  const other = await serveImage(image, { signal: stop.signal });
  const earlier = `${'0a'.repeat(16)}/task-api`;
  const answers = async (name: string): Promise<number> =>
    (await fetch(`http://127.0.0.1:${other.port}/v2/${name}/manifests/latest`)).status;
  const own = other.repository;
  other.adopt(earlier);
  assert.deepEqual([await answers(earlier), await answers(own)], [200, 404]);
  assert.equal(other.reference(81), `127.0.0.1:81/${earlier}@${image.manifest.digest}`);
  assert.throws(() => other.adopt('task-api'), RangeError);
  await other.close();
});

for (const reference of ['digest', 'latest'] as const) {
  test(`the manifest is given by ${reference}`, async () => {
    const response = await fetch(`${base}/manifests/${reference === 'digest' ? registry.digest : 'latest'}`);
    assert.equal(response.headers.get('content-type'), image.manifest.mediaType);
    assert.equal(response.headers.get('docker-content-digest'), image.manifest.digest);
    assert.deepEqual(await bytesOf(response), image.manifest.bytes);
  });
}

test('a blob is given whole and in part, and counted', async () => {
  const digest = digestOf(content);
  const was = registry.stats().blobs.get(digest) ?? 0;
  assert.deepEqual(await bytesOf(await fetch(`${base}/blobs/${digest}`)), content);
  const part = await fetch(`${base}/blobs/${digest}`, { headers: { range: 'bytes=199990-' } });
  assert.equal(part.status, 206);
  assert.equal(part.headers.get('content-range'), 'bytes 199990-199999/200000');
  assert.equal((await bytesOf(part)).toString(), '0123456789');
  assert.equal(registry.stats().blobs.get(digest), was + 200_010);
  assert.deepEqual(await bytesOf(await fetch(`${base}/blobs/${image.id}`)), configBytes);
});

test('HEAD tells size and digest and sends nothing', async () => {
  const was = registry.stats().bytes;
  const response = await fetch(`${base}/blobs/${digestOf(content)}`, { method: 'HEAD' });
  assert.equal(response.headers.get('content-length'), '200000');
  assert.equal(registry.stats().bytes, was);
});

for (const [what, path, method, status, code] of [
  ['another repository', '/v2/other/manifests/latest', 'GET', 404, 'NAME_UNKNOWN'],
  ['the catalogue', '/v2/_catalog', 'GET', 404, 'NAME_UNKNOWN'],
  ['an unknown tag', 'manifests/42', 'GET', 404, 'MANIFEST_UNKNOWN'],
  ['an unknown blob', 'blobs/sha256:00', 'GET', 404, 'BLOB_UNKNOWN'],
  ['a push', 'blobs/uploads', 'POST', 405, 'UNSUPPORTED'],
  ['a deletion', 'manifests/latest', 'DELETE', 405, 'UNSUPPORTED'],
] as const) {
  test(`${what} is refused with ${code}`, async () => {
    const url = path.startsWith('/') ? `http://127.0.0.1:${registry.port}${path}` : `${base}/${path}`;
    const response = await fetch(url, { method });
    assert.equal(response.status, status);
    const { errors } = (await response.json()) as { errors: { code: string }[] };
    assert.equal(errors[0]?.code, code);
  });
}

test('a range behind the end is refused', async () => {
  const headers = { range: 'bytes=200000-' };
  const response = await fetch(`${base}/blobs/${digestOf(content)}`, { headers });
  assert.equal(response.status, 416);
  assert.equal(response.headers.get('content-range'), 'bytes */200000');
});

test('the signal closes a registry', async () => {
  const own = new AbortController();
  const other = await serveImage(image, { signal: own.signal });
  own.abort();
  await other.close();
  await assert.rejects(fetch(`http://127.0.0.1:${other.port}/v2/`));
});
