import { cp, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { bundledPackages } from './bundled-packages.ts';

const source = fileURLToPath(new URL('src', import.meta.url));
const target = process.argv[2] ?? fileURLToPath(new URL('dist', import.meta.url));
const lockFile = fileURLToPath(new URL('../../package-lock.json', import.meta.url));
const node: BuildOptions = { platform: 'node', target: 'node24', bundle: true, logLevel: 'warning' };

/** What only some settings or routes need: a third of all that comes from npm, which a start need not read. */
const seldom = /^(@opentelemetry\/|@fastify\/rate-limit$|cockatiel$|postgres$)/;

/**
 * Writes what runs in production into `dist` or the folder that is named: `main.mjs`, the app in one file; `packages.cjs` and `packages.seldom.cjs`,
 * everything it takes from npm, with `packages.cdx.json`, which says what that is; the pages' assets. App and packages
 * are files of their own since they change at different times, and a deployment ships what changed.
 */
async function bundle(): Promise<void> {
  const packages = await bundleApp();
  const outputs: Metafile['outputs'] = {};
  for (const [file, names] of Object.entries(Object.groupBy(packages, fileOf)))
    Object.assign(outputs, await bundlePackages(file, names ?? []));
  await writeFile(`${target}/packages.cdx.json`, await bundledPackages({ outputs }, lockFile));
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
    external: ['./packages.cjs', './packages.seldom.cjs'],
    plugins: [fromPackages(packages)],
  });
  return [...packages].toSorted();
}

/** Node's own modules are got, not imported: an import evaluates all that a module has, and most programs use little of it. */
function fromPackages(packages: Set<string>): Plugin {
  return {
    name: 'packages',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^[^./]/ }, ({ path }) => ({
        path,
        namespace: isBuiltin(path) ? 'node' : 'packages',
      }));
      onLoad({ filter: /./, namespace: 'node' }, ({ path }) => ({
        contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
      }));
      onLoad({ filter: /./, namespace: 'packages' }, ({ path }) => {
        packages.add(path);
        return { contents: `module.exports = require('./${fileOf(path)}')[${JSON.stringify(path)}];` };
      });
    },
  };
}

function fileOf(name: string): string {
  return seldom.test(name) ? 'packages.seldom.cjs' : 'packages.cjs';
}

/** Each package is evaluated when it is first asked for: tracing and PostgreSQL cost nothing where they are not used. */
async function bundlePackages(file: string, packages: readonly string[]): Promise<Metafile['outputs']> {
  const getters = packages
    .map((name) => JSON.stringify(name))
    .map((name) => `get ${name}() { return require(${name}); }`);
  const { metafile } = await build({
    ...node,
    metafile: true,
    stdin: { contents: `module.exports = {\n${getters.join(',\n')}\n};`, resolveDir: source },
    outfile: `${target}/${file}`,
    format: 'cjs',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'eof',
  });
  return metafile.outputs;
}

await bundle();
