import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, test, type TestContext } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { importArchive } from './save.ts';
import { digestOf } from '../manifest.ts';

const layers = [Buffer.from('first layer'.repeat(500)), Buffer.from('second layer')];
const configuration = Buffer.from(
  JSON.stringify({ architecture: 'amd64', rootfs: { type: 'layers', diff_ids: layers.map(digestOf) } }),
);
const blob = (bytes: Buffer): string => `blobs/${digestOf(bytes).replace(':', '/')}`;
const { signal } = new AbortController();

type Entries = Readonly<Record<string, Buffer | string | { readonly link: string }>>;

function archive(entries: Entries): Readable {
  const tar = pack();
  for (const [name, content] of Object.entries(entries)) {
    if (typeof content === 'object' && 'link' in content)
      tar.entry({ name, type: 'symlink', linkname: content.link });
    else tar.entry({ name }, content);
  }
  tar.finalize();
  return Readable.from(tar);
}

/** Docker's layout before version 25: a folder a layer; a repeated layer is a link. */
const docker: Entries = {
  'one/layer.tar': layers[0] ?? '',
  'two/layer.tar': layers[1] ?? '',
  'twin/layer.tar': { link: '../two/layer.tar' },
  'config.json': configuration,
  'manifest.json': JSON.stringify([{ Config: 'config.json', Layers: ['one/layer.tar', 'twin/layer.tar'] }]),
};

/** An OCI layout whose layers are compressed and whose index lists an attestation and another platform. */
function oci(compress: (bytes: Buffer) => Buffer): Entries {
  const packed = layers.map(compress);
  const manifest = Buffer.from(
    JSON.stringify({
      config: { digest: digestOf(configuration) },
      layers: packed.map((bytes) => ({ digest: digestOf(bytes) })),
    }),
  );
  const attestation = { 'vnd.docker.reference.type': 'attestation-manifest' };
  const index = {
    manifests: [
      { digest: `sha256:${'a'.repeat(64)}`, platform: { architecture: 'arm64', os: 'linux' } },
      {
        digest: digestOf(Buffer.from('{}')),
        platform: { architecture: 'unknown', os: 'unknown' },
        annotations: attestation,
      },
      { digest: digestOf(manifest), platform: { architecture: 'amd64', os: 'linux' } },
    ],
  };
  return {
    'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
    'index.json': JSON.stringify(index),
    [blob(Buffer.from('{}'))]: '{}',
    [blob(manifest)]: manifest,
    [blob(configuration)]: configuration,
    ...Object.fromEntries(packed.map((bytes) => [blob(bytes), bytes])),
  };
}

async function storeFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plab-store-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

async function optionsIn(storeDir: string): Promise<Parameters<typeof importArchive>[1]> {
  const folder = await mkdtemp(join(storeDir, 'spool-'));
  return { storeDir, folder, architecture: 'amd64', signal };
}

describe('archives of an engine', () => {
  for (const [what, entries] of [
    ["Docker's own layout", docker],
    ['an OCI layout', oci((bytes) => bytes)],
    ['an OCI layout with gzip', oci(gzipSync)],
    ['an OCI layout with Zstandard', oci(zstdCompressSync)],
  ] as const) {
    test(`${what} gives the image with its layers uncompressed`, async (t) => {
      const storeDir = await storeFor(t);
      const image = await importArchive(archive(entries), await optionsIn(storeDir));
      assert.deepEqual(image.configuration, configuration);
      assert.deepEqual(
        image.layers.map(({ diffId }) => diffId),
        layers.map(digestOf),
      );
      for (const [index, { path }] of image.layers.entries())
        assert.deepEqual(await readFile(path), layers[index]);
    });
  }

  for (const [what, entries, message] of [
    ['a layer that is not what its name says', { ...docker, 'one/layer.tar': 'forged' }, /not sha256/],
    ['an archive without a manifest', { 'config.json': '{}' }, /manifest\.json is missing/],
    [
      'a manifest whose layer is missing',
      { ...docker, 'manifest.json': '[{"Config":"config.json","Layers":["one/layer.tar","none"]}]' },
      /none is missing/,
    ],
  ] as const) {
    test(`${what} is refused, and what is wrong is not kept`, async (t) => {
      const storeDir = await storeFor(t);
      await assert.rejects(importArchive(archive(entries), await optionsIn(storeDir)), message);
      const kept = await readdir(join(storeDir, 'sha256')).catch((): string[] => []);
      assert.ok(!kept.includes(digestOf(Buffer.from('forged')).slice('sha256:'.length)), kept.join());
    });
  }
});
