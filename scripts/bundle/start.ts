import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runProgramOf } from '../../packages/cli/src/bundles/run-program.ts';
import type * as Fresh from './fresh.ts';
import { bundlesNamed, isFresh, root } from './stamps.ts';

/**
 * Runs the bundle `build` as the program of a process, like the published one: `node start.cjs <folder> <name> <folder of
 * caches>`. It looks itself whether its sources have changed: it has the time, until it is told what to build.
 */
const [folder = '', name = '', cacheFolder = ''] = process.argv.slice(2);
void start();

async function start(): Promise<void> {
  if (isFresh(bundlesNamed(basename(folder)), ['build'])) runProgramOf(folder, name, cacheFolder);
  else await runSources();
}

/** Makes new bundles, for the builds after this one. */
async function runSources(): Promise<void> {
  const { freshBundles } = await load<typeof Fresh>('scripts/bundle/fresh.ts');
  await freshBundles(undefined, ['build']);
  await load('packages/engine/src/process/main.ts');
}

async function load<T = unknown>(source: string): Promise<T> {
  return (await import(pathToFileURL(join(root, source)).href)) as T;
}
