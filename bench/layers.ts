import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildImage,
  connectEngine,
  type Engine,
  ensureNodeBase,
  type Exported,
  exportImage,
  type ExportRoute,
} from '@pipeline-lab/image';

/** Milliseconds and bytes to have the new layer of an image, by the route. */
export type LayerFigures = Readonly<Record<ExportRoute, { readonly ms: number; readonly bytes: number }>>;

const wholeSize = 354_000_000;
const changeSize = 192_000;
const turns = 5;
const name = 'bench-layers';
const { signal } = new AbortController();

/** A change of 192 kB in an image of 354 MB: the median of five for each way to get its layer out of the engine. */
export async function measureLayers(): Promise<LayerFigures> {
  const engine = await connectEngine(process.env);
  const folder = await mkdtemp(join(tmpdir(), 'plab-bench-layers-'));
  const seen: Record<ExportRoute, Exported[]> = { disk: [], push: [], save: [] };
  const routes = ['disk', 'push', 'save'] as const;
  try {
    await prepare(engine, folder);
    for (let turn = 0; turn <= turns; turn += 1) {
      const image = await build(engine, folder, turn);
      for (const route of routes) {
        const told = (one: Exported): void => void (turn > 0 && seen[route].push(one));
        const options = { storeDir: join(folder, 'stores', route), signal, routes: [route], told };
        await exportImage(engine, image, options).catch((error: unknown) => {
          // Only root reads the engine's files.
          if (route !== 'disk') throw error;
        });
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
    const filters = { label: [`bench=${name}`] };
    for (const { Id } of await engine.docker.listImages({ filters }))
      await engine.docker.getImage(Id).remove({ force: true });
  }
  return { disk: median(seen.disk), push: median(seen.push), save: median(seen.save) };
}

async function prepare(engine: Engine, folder: string): Promise<void> {
  const base = await ensureNodeBase(engine, { say: () => undefined, signal, stateDir: folder });
  const { Size } = await engine.docker.getImage(base).inspect();
  await writeFile(join(folder, 'ballast'), randomBytes(Math.max(wholeSize - Size, 0)));
  await writeFile(join(folder, '.dockerignore'), 'stores\n');
  await writeFile(
    join(folder, 'Dockerfile'),
    `FROM ${base}\nCOPY ballast /ballast\nCOPY change /change\nCMD ["true"]\n`,
  );
}

async function build(engine: Engine, folder: string, turn: number): Promise<string> {
  await writeFile(join(folder, 'change'), randomBytes(changeSize));
  const tag = `${name}:${turn}`;
  const request = { context: folder, dockerfile: 'Dockerfile', tags: [tag], args: {}, signal };
  await buildImage(engine, { ...request, labels: { bench: name }, onOutput: () => undefined });
  return tag;
}

function median(values: readonly Exported[]): { ms: number; bytes: number } {
  const sorted = values.toSorted((a, b) => a.ms - b.ms);
  const { ms = NaN, bytes = NaN } = sorted[Math.floor(sorted.length / 2)] ?? {};
  return { ms, bytes };
}
