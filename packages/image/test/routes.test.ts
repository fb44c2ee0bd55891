import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  buildImage,
  connectEngine,
  type Engine,
  type Exported,
  exportImage,
  type ExportRoute,
  type ShippableImage,
} from '../src/index.ts';

const { signal } = new AbortController();
const name = `plab-test-routes-${process.pid}`;
const bigSize = 4_000_000;
let folder: string;
let engine: Engine;
let base: string;

before(async () => {
  engine = await connectEngine(process.env);
  folder = await mkdtemp(join(tmpdir(), 'plab-routes-'));
  base = process.env['DEBIAN_BASE'] ?? '';
  assert.ok(base, 'DEBIAN_BASE names the base image; `./plab test` sets it');
  await mkdir(join(folder, 'files/ünï cödé'), { recursive: true });
  await writeFile(join(folder, 'files/big'), randomBytes(bigSize));
  await writeFile(join(folder, 'files/empty'), '');
  await writeFile(join(folder, 'files/ünï cödé', 'long-'.repeat(30)), 'long name');
  await symlink('/etc/hostname', join(folder, 'files/link'));
  await writeFile(
    join(folder, 'Dockerfile'),
    `FROM ${base}\nCOPY files /files\nRUN ln /files/big /files/hard && rm -f /etc/motd && rm -rf /usr/share/doc\nARG CONTENT\nCOPY small /small\n`,
  );
});

after(async () => {
  for (const { Id } of await engine.docker.listImages({ filters: { label: [`test=${name}`] } }))
    await engine.docker.getImage(Id).remove({ force: true });
  await rm(folder, { recursive: true });
});

async function build(tag: string): Promise<string> {
  await writeFile(join(folder, 'small'), tag);
  await buildImage(engine, {
    context: folder,
    dockerfile: 'Dockerfile',
    tags: [`${name}:${tag}`],
    args: { CONTENT: tag },
    labels: { test: name },
    signal,
    onOutput: () => undefined,
  });
  return `${name}:${tag}`;
}

async function exportBy(
  route: ExportRoute,
  image: string,
  storeDir: string,
): Promise<{ image: ShippableImage; told: Exported[] }> {
  const told: Exported[] = [];
  const options = { storeDir, signal, routes: [route], told: (one: Exported) => void told.push(one) };
  return { image: await exportImage(engine, image, options), told };
}

describe('layers come out of the engine', () => {
  for (const route of ['disk', 'push', 'save'] as const) {
    test(`by ${route}: each has its DiffID, and the next image takes only what is new`, async () => {
      const storeDir = join(folder, `store-${route}`);
      const first = await build(`${route}-1`);
      const { image } = await exportBy(route, first, storeDir);
      const { RootFS, Id } = await engine.docker.getImage(first).inspect();
      assert.equal(image.id, Id);
      assert.deepEqual(
        image.layers.map(({ diffId }) => diffId),
        RootFS.Layers,
      );
      for (const { path, diffId } of image.layers)
        assert.equal(
          `sha256:${createHash('sha256')
            .update(await readFile(path))
            .digest('hex')}`,
          diffId,
        );
      const { told } = await exportBy(route, await build(`${route}-2`), storeDir);
      assert.equal(told[0]?.layers, 1);
      if (route === 'save') assert.ok((told[0]?.bytes ?? 0) > bigSize, 'docker save gives all of it');
      else assert.ok((told[0]?.bytes ?? Infinity) < 20_000, `${told[0]?.bytes} bytes`);
      const names = (await engine.docker.getImage(Id).inspect()).RepoTags;
      assert.deepEqual(names, [first], 'no name is left behind');
    });
  }

  test('by the first route that works', async () => {
    const image = await build('any');
    const told: Exported[] = [];
    const options = {
      storeDir: join(folder, 'store-any'),
      signal,
      told: (one: Exported) => void told.push(one),
    };
    await exportImage(engine, image, options);
    await exportImage(engine, image, options);
    assert.equal(told[0]?.route, process.getuid?.() === 0 ? 'disk' : 'push');
    assert.equal(told[1]?.route, 'store');
  });

  test('an image without a name is not pushed, which would remove it', async () => {
    const { Id } = await engine.docker.getImage(await build('nameless')).inspect();
    await engine.docker.getImage(await build('named')).tag({ repo: name, tag: 'nameless' });
    const options = { storeDir: join(folder, 'store-nameless'), signal, routes: ['push'] as const };
    await assert.rejects(exportImage(engine, Id, options), { code: 'PLAB_IMAGE_ARCHIVE' });
    await engine.docker.getImage(Id).inspect();
  });
});
