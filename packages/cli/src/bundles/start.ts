import { loadBundle } from './load.ts';

/** Runs a bundle as the program of a process: `node start.cjs <folder> <name> <folder of caches>`. */
const [folder = '', name = '', cacheFolder = ''] = process.argv.slice(2);
const program = loadBundle(folder, name, cacheFolder) as { readonly main: () => Promise<unknown> };
void program.main();
// A bundle loads these at their first use; every build uses them, and until it has its order there is time.
for (const module of ['child_process', 'perf_hooks', 'sqlite', 'stream']) process.getBuiltinModule(module);
