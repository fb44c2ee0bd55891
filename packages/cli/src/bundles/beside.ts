import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Bundles, bundlesIn } from './bundles.ts';

/** The bundles that a published package brings beside its modules; undefined when it runs from its sources. */
export function bundlesBeside(modules: string): Bundles | undefined {
  const folder = join(modules, 'bundles');
  let name: string;
  try {
    name = readFileSync(join(folder, 'current'), 'utf8').trim();
  } catch {
    return undefined;
  }
  const caches = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return bundlesIn(join(folder, name), join(caches, 'plab', name));
}
