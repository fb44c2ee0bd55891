import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  buildImage,
  connectEngine,
  type Engine,
  exportImage,
  pruneDangling,
  pruneStore,
  serveImage,
} from '../src/index.ts';

const { signal } = new AbortController();
const name = `plab-test-image-${process.pid}`;
let folder: string;
let engine: Engine;

before(async () => {
  engine = await connectEngine(process.env);
  folder = await mkdtemp(join(tmpdir(), 'plab-image-'));
  await writeFile(
    join(folder, 'Dockerfile'),
    'FROM scratch\nCOPY big /big\nARG CONTENT\nCOPY small /small\n',
  );
  await writeFile(join(folder, 'big'), Buffer.alloc(3_000_000, 'x'));
});

after(async () => {
  for (const { Id } of await engine.docker.listImages({ filters: { label: [`test=${name}`] } })) {
    await engine.docker.getImage(Id).remove({ force: true });
  }
  await rm(folder, { recursive: true });
});

async function build(tag: string, small: string): Promise<{ id: string }> {
  await writeFile(join(folder, 'small'), small);
  return await buildImage(engine, {
    context: folder,
    dockerfile: 'Dockerfile',
    tags: [`${name}:${tag}`],
    args: { CONTENT: small },
    labels: { test: name },
    signal,
    onOutput: () => undefined,
  });
}

/** Pulls what a registry serves, as a host would; gives how many bytes that took. */
async function pull(reference: string): Promise<void> {
  const progress: NodeJS.ReadableStream = await engine.docker.pull(reference);
  await new Promise<void>((resolve, reject) => {
    engine.docker.modem.followProgress(progress, (error) => (error === null ? resolve() : reject(error)));
  });
}

describe('an image on its road', () => {
  test('an image that was built is exported once, served, and pulled by its digest', async () => {
    const { id } = await build('1', 'one');
    const store = join(folder, 'store');
    const image = await exportImage(engine, `${name}:1`, { storeDir: store, signal });
    const { RootFS, Id } = await engine.docker.getImage(id).inspect();
    assert.equal(image.id, Id);
    assert.deepEqual(
      image.layers.map(({ diffId }) => diffId),
      RootFS.Layers,
    );
    assert.deepEqual(await exportImage(engine, `${name}:1`, { storeDir: store, signal }), image);
    const registry = await serveImage(image, { signal });
    const reference = registry.reference(registry.port);
    await pull(reference);
    assert.equal((await engine.docker.getImage(reference).inspect()).Id, Id);
    assert.deepEqual(registry.stats().blobs.has(image.layers[0]?.diffId ?? ''), false, 'it has that layer');
    await engine.docker.getImage(reference).remove();
    await registry.close();
  });

  test('two builds of the same files have the same layers; a change changes its own layer only', async () => {
    const store = join(folder, 'store');
    await build('2', 'two');
    await build('3', 'three');
    const [two, three] = [
      await exportImage(engine, `${name}:2`, { storeDir: store, signal }),
      await exportImage(engine, `${name}:3`, { storeDir: store, signal }),
    ];
    assert.equal(two.layers[0]?.diffId, three.layers[0]?.diffId);
    assert.notEqual(two.layers[1]?.diffId, three.layers[1]?.diffId);
    await build('4', 'two');
    const four = await exportImage(engine, `${name}:4`, { storeDir: store, signal });
    assert.deepEqual(
      four.layers.map(({ diffId }) => diffId),
      two.layers.map(({ diffId }) => diffId),
    );
  });

  test('a store is pruned to its size, and read again when an image needs it', async () => {
    const store = join(folder, 'store');
    const removed = await pruneStore(store, 0);
    assert.ok(removed.bytes > 3_000_000);
    const image = await exportImage(engine, `${name}:1`, { storeDir: store, signal });
    assert.equal(image.layers.length, 2);
  });

  test('a failing step is an error with the step and its last lines', async () => {
    await writeFile(join(folder, 'Broken'), `FROM ${process.env['BASE_IMAGE']}\nRUN echo told >&2; exit 3\n`);
    const request = {
      context: folder,
      dockerfile: 'Broken',
      tags: [],
      args: {},
      signal,
      onOutput: () => undefined,
    };
    await assert.rejects(buildImage(engine, request), {
      code: 'PLAB_BUILD_FAILED',
      message: /Step 2\/\d+ : RUN echo told[^]*told[^]*returned a non-zero code: 3/,
    });
  });

  test('a missing Dockerfile and a missing image are errors of their own', async () => {
    const request = {
      context: folder,
      dockerfile: 'None',
      tags: [],
      args: {},
      signal,
      onOutput: () => undefined,
    };
    await assert.rejects(buildImage(engine, request), { code: 'PLAB_BUILD_CONTEXT' });
    await assert.rejects(exportImage(engine, `${name}:none`, { storeDir: join(folder, 'store'), signal }), {
      code: 'PLAB_IMAGE_NOT_FOUND',
    });
  });

  test('pruning removes a build that lost its name, and no stage of the cache', async () => {
    await build('same', 'old');
    const old = (await engine.docker.getImage(`${name}:same`).inspect()).Id;
    await build('same', 'new');
    await pruneDangling(engine);
    await assert.rejects(engine.docker.getImage(old).inspect(), { statusCode: 404 });
    await engine.docker.getImage(`${name}:same`).inspect();
  });
});
