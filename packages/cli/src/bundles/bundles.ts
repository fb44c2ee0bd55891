import { join } from 'node:path';
import type { main as deploy } from '../programs/deploy.ts';
import type { main as lint } from '../programs/lint.ts';
import type { main as run } from '../programs/run.ts';
import { loadBundle } from './load.ts';

/** The programs that come as one file each. */
export interface Bundles {
  readonly folder: string;
  readonly run: () => { readonly main: typeof run };
  readonly lint: () => { readonly main: typeof lint };
  readonly deploy: () => { readonly main: typeof deploy };
  /** What Node gets to run the process of a build. */
  readonly buildProgram: readonly string[];
}

/** The bundles of a folder; see `scripts/bundle` for how they are made. */
export function bundlesIn(folder: string, cacheFolder: string): Bundles {
  return {
    folder,
    run: () => loadBundle(folder, 'run', cacheFolder) as ReturnType<Bundles['run']>,
    lint: () => loadBundle(folder, 'lint', cacheFolder) as ReturnType<Bundles['lint']>,
    deploy: () => loadBundle(folder, 'deploy', cacheFolder) as ReturnType<Bundles['deploy']>,
    buildProgram: [join(folder, 'start.cjs'), folder, 'build', cacheFolder],
  };
}
