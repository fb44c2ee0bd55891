import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePage } from '../packages/dashboard/src/server/bundle.ts';
import { makePublishedBundles } from './bundle/make.ts';

/**
 * Packs every package as plain JavaScript with types, as it would be published:
 * `node scripts/pack.ts <folder>` writes one archive a package there and prints their paths.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const target = resolve(process.argv[2] ?? 'dist');
mkdirSync(target, { recursive: true });
const staging = mkdtempSync(join(tmpdir(), 'plab-pack-'));
try {
  for (const name of readdirSync(join(root, 'packages'))) console.log(await pack(name));
} finally {
  rmSync(staging, { recursive: true });
}

async function pack(name: string): Promise<string> {
  const source = join(root, 'packages', name);
  const folder = join(staging, name);
  mkdirSync(folder);
  compile(source, join(folder, 'dist'));
  if (name === 'cli') await makePublishedBundles(join(folder, 'dist/bundles'));
  if (name === 'dashboard') await packPage(join(source, 'page'), join(folder, 'page'));
  if (existsSync(join(source, 'host')))
    cpSync(join(source, 'host'), join(folder, 'host'), { recursive: true });
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  const description = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(published(description), undefined, 2)}\n`);
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', target, folder])
    .toString()
    .trim();
  return join(target, packed.split('\n').at(-1) ?? '');
}

/** The page as it is served: its script and its style are one file each. */
async function packPage(source: string, target: string): Promise<void> {
  const { script, style } = await bundlePage(source);
  mkdirSync(target);
  for (const name of ['index.html', 'icon.svg']) cpSync(join(source, name), join(target, name));
  writeFileSync(join(target, 'page.js'), script);
  writeFileSync(join(target, 'page.css'), style);
}

function compile(source: string, outDir: string): void {
  const config = join(staging, 'tsconfig.json');
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions: {
        outDir,
        rootDir: join(source, 'src'),
        typeRoots: [join(root, 'node_modules/@types')],
      },
      include: [join(source, 'src')],
      exclude: [join(source, 'src/**/*.test.ts')],
    }),
  );
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', config], { stdio: ['ignore', 2, 2] });
}

/** The description as the registry gets it: the sources' place becomes that of the compiled files. */
function published(description: Record<string, unknown>): Record<string, unknown> {
  const { bin } = description;
  return {
    ...description,
    devDependencies: undefined,
    ...('exports' in description ? { exports: publishedExports(description['exports']) } : {}),
    ...(bin === undefined ? {} : { bin: { plab: './dist/bundles/plab.cjs' } }),
  };
}

/** The sources that a package exports, by subpath, as their compiled files. */
function publishedExports(exports: unknown): Record<string, { types: string; default: string }> {
  const sources = typeof exports === 'string' ? { '.': exports } : (exports as Record<string, string>);
  return Object.fromEntries(
    Object.entries(sources).map(([path, source]) => {
      const compiled = source.replace('./src/', './dist/').replace(/\.ts$/, '');
      return [path, { types: `${compiled}.d.ts`, default: `${compiled}.js` }];
    }),
  );
}
