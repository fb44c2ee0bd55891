import { cp, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { bundledPackages } from './bundled-packages.ts';

const source = fileURLToPath(new URL('src', import.meta.url));
const target = fileURLToPath(new URL('dist', import.meta.url));
const lockFile = fileURLToPath(new URL('../../package-lock.json', import.meta.url));
const node: BuildOptions = { platform: 'node', target: 'node24', bundle: true, logLevel: 'warning' };

/**
 * Writes what runs in production into `dist`: `main.mjs`, the app in one file; `packages.cjs`, everything it takes from
 * npm, with `packages.cdx.json`, which says what that is; the pages' assets. They are two files since they change at different times, and a deployment ships what changed.
 */
async function bundle(): Promise<void> {
  const packages = await bundleApp();
  await bundlePackages(packages);
  await cp(`${source}/pages/assets`, `${target}/assets`, { recursive: true });
}

/** Gives the packages that the app imports. */
async function bundleApp(): Promise<string[]> {
  const packages = new Set<string>();
  await build({
    ...node,
    entryPoints: [`${source}/main.ts`],
    outfile: `${target}/main.mjs`,
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
    },
    external: ['./packages.cjs'],
    plugins: [fromPackages(packages)],
  });
  return [...packages].toSorted();
}

function fromPackages(packages: Set<string>): Plugin {
  return {
    name: 'packages',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^[^./]/ }, ({ path }) =>
        isBuiltin(path) ? { path, external: true } : { path, namespace: 'packages' },
      );
      onLoad({ filter: /./, namespace: 'packages' }, ({ path }) => {
        packages.add(path);
        return { contents: `module.exports = require('./packages.cjs')[${JSON.stringify(path)}];` };
      });
    },
  };
}

/** Each package is evaluated when it is first asked for: tracing and PostgreSQL cost nothing where they are not used. */
async function bundlePackages(packages: readonly string[]): Promise<void> {
  const getters = packages
    .map((name) => JSON.stringify(name))
    .map((name) => `get ${name}() { return require(${name}); }`);
  const { metafile } = await build({
    ...node,
    metafile: true,
    stdin: { contents: `module.exports = {\n${getters.join(',\n')}\n};`, resolveDir: source },
    outfile: `${target}/packages.cjs`,
    format: 'cjs',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'eof',
  });
  await writeFile(`${target}/packages.cdx.json`, await bundledPackages(metafile, lockFile));
}

await bundle();
