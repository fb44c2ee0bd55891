import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadBundle } from '../../packages/cli/src/bundles/load.ts';
import type * as Fresh from './fresh.ts';
import { bundlesNamed, isFresh, root } from './stamps.ts';

type Program = { readonly main: () => Promise<unknown> };

/**
 * Runs the bundle `build` as the program of a process, like the published one: `node start.cjs <folder> <name> <folder of
 * caches>`. It looks itself whether its sources have changed: it has the time, until it is told what to build.
 */
const [folder = '', name = '', cacheFolder = ''] = process.argv.slice(2);
void start();

async function start(): Promise<void> {
  const isCurrent = isFresh(bundlesNamed(basename(folder)), ['build']);
  const program = isCurrent ? (loadBundle(folder, name, cacheFolder) as Program) : await fromSources();
  void program.main();
  if (!isCurrent) return;
  // A bundle loads these at their first use; every build uses them, and until it has its order there is time.
  for (const module of ['child_process', 'perf_hooks', 'sqlite', 'stream']) process.getBuiltinModule(module);
}

/** Makes new bundles, for the builds after this one. */
async function fromSources(): Promise<Program> {
  const { freshBundles } = await load<typeof Fresh>('scripts/bundle/fresh.ts');
  await freshBundles(undefined, ['build']);
  return await load<Program>('packages/engine/src/process/run.ts');
}

async function load<T>(source: string): Promise<T> {
  return (await import(pathToFileURL(join(root, source)).href)) as T;
}
