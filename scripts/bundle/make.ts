import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { headScript } from '../../packages/engine/src/build/head.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One file each: what a command loads when it starts, or what it starts. */
const programs = {
  run: 'packages/cli/src/programs/run.ts',
  lint: 'packages/cli/src/programs/lint.ts',
  deploy: 'packages/cli/src/programs/deploy.ts',
  build: 'packages/engine/src/process/run.ts',
} as const;

export type ProgramName = keyof typeof programs;

export interface Made {
  /** Named after what is in it. */
  readonly name: string;
  /** The files that each bundle was made from, absolute. */
  readonly inputs: Readonly<Record<ProgramName, readonly string[]>>;
}

export interface Starter {
  /** Its source, relative to the repository. */
  readonly entry: string;
  /** What its modules take for the folder they are in, relative to the one that it is run in. */
  readonly sources: string;
}

/** What starts first: the command, and the process of a build. */
export interface Starters {
  readonly plab: Starter;
  readonly start: Starter;
}

/**
 * Makes the bundles in a folder of their own inside `target`, complete at once or not at all. Rejects when a source is no
 * TypeScript or imports what is not there.
 */
export async function makeBundles(target: string, { plab, start }: Starters): Promise<Made> {
  const unfinished = join(target, `unfinished-${process.pid}`);
  mkdirSync(unfinished, { recursive: true });
  try {
    const starters = [
      ...(await makeStarter(unfinished, 'start', start)),
      ...(await makeStarter(unfinished, 'plab', plab)),
    ];
    writeFileSync(join(unfinished, 'head.sh'), headScript);
    const inputs = { run: starters, lint: starters, deploy: starters, build: starters };
    for (const name of Object.keys(programs) as ProgramName[])
      inputs[name] = [...starters, ...(await makeProgram(unfinished, name))];
    const name = digest(unfinished);
    if (!existsSync(join(target, name))) renameSync(unfinished, join(target, name));
    return { name, inputs };
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** A file that Node can run; gives the files it was made from. */
async function makeStarter(folder: string, name: string, { entry, sources }: Starter): Promise<string[]> {
  const { metafile } = await build({
    ...common,
    entryPoints: { [name]: join(root, entry) },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    banner: { js: `const __sources=require("node:path").resolve(__dirname,${JSON.stringify(sources)});` },
    define: { 'import.meta.dirname': '__sources' },
    plugins: [besideBundles],
  });
  return inputsOf(metafile);
}

/** A file that the loader runs: a function around a module; gives the files it was made from. */
async function makeProgram(folder: string, name: ProgramName): Promise<string[]> {
  const { metafile } = await build({
    ...common,
    banner: { js: '(function (exports, module, require, __resolve, __url) {' },
    footer: { js: '})' },
    plugins: [seldomNeeded],
    define: { 'import.meta.resolve': '__resolve', 'import.meta.url': '__url' },
    entryPoints: { [name]: join(root, programs[name]) },
    outdir: folder,
  });
  return inputsOf(metafile);
}

/** Names stay as they are: an error of the product's own must be readable. */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node24',
  minifySyntax: true,
  minifyWhitespace: true,
  charset: 'ascii',
  logLevel: 'silent',
  metafile: true,
} as const satisfies BuildOptions;

function inputsOf({ inputs }: Metafile): string[] {
  return Object.keys(inputs).map((path) => resolve(root, path));
}

function digest(folder: string): string {
  const hash = createHash('sha256');
  for (const name of [
    'plab.cjs',
    'start.cjs',
    'head.sh',
    ...Object.keys(programs).map((name) => `${name}.js`),
  ])
    hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}

const bundled = /^(?:node:|commander$|@pipeline-lab\/)/;

/** What others made stays where it is: few runs need it, and all of it would have to be read. Commander is always needed. */
const seldomNeeded: Plugin = {
  name: 'seldom needed',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || bundled.test(path) ? undefined : { path, external: true },
    );
  },
};

/** What a launcher loads when there is no bundle stays a module. */
const besideBundles: Plugin = {
  name: 'beside bundles',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/programs\/(?:deploy|every|lint|run)\.ts$/ }, ({ path }) => ({
      path: `.${path.replace(/ts$/, 'js')}`,
      external: true,
    }));
  },
};

/** Makes the bundles of a published package from its modules' sources: they never change after that. */
export async function makePublishedBundles(target: string): Promise<void> {
  const { name } = await makeBundles(target, {
    plab: { entry: 'packages/cli/src/main.ts', sources: '..' },
    start: { entry: 'packages/cli/src/bundles/start.ts', sources: '.' },
  });
  writeFileSync(join(target, 'current'), `${name}\n`);
  copyFileSync(join(target, name, 'plab.cjs'), join(target, 'plab.cjs'));
}
