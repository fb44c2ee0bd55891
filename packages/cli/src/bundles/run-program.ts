import { loadBundle } from './load.ts';

/** Begins the program of a process that is the bundle `name` of a folder. */
export function runProgramOf(folder: string, name: string, cacheFolder: string): void {
  const program = loadBundle(folder, name, cacheFolder) as { readonly main: () => Promise<unknown> };
  void program.main();
  // A bundle loads these at their first use; every build uses them, and until it has its order there is time.
  for (const module of ['child_process', 'perf_hooks', 'sqlite', 'stream']) process.getBuiltinModule(module);
}
