import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Bundles, bundlesIn } from '../../packages/cli/src/bundles/bundles.ts';
import type { ProgramName } from './make.ts';

/** The repository. */
export const root: string = join(import.meta.dirname, '../..');

/** Where the bundles of its sources are. */
export const folder: string = join(root, 'node_modules/.cache/bundles');

/** The file that names the bundles that were made last. */
export const current: string = join(folder, 'current');

/** The files that each bundle was made from, with size and time (ms) of the last change of each. */
export type Inputs = Readonly<Record<ProgramName, readonly (readonly [string, string])[]>>;

export const inputsFile = (name: string): string => join(folder, `${name}.json`);

/** The bundles that were made last; undefined when there are none. */
export function lastBundles(): Bundles | undefined {
  const name = read(current)?.trim();
  return name === undefined ? undefined : bundlesNamed(name);
}

export function bundlesNamed(name: string): Bundles {
  return bundlesIn(join(folder, name), join(folder, name));
}

/** Whether nothing has changed that bundles were made from. */
export function isFresh({ folder: path }: Bundles, needed: readonly ProgramName[]): boolean {
  const text = read(inputsFile(basename(path)));
  if (text === undefined || statSync(path, { throwIfNoEntry: false }) === undefined) return false;
  // Bundles of before may not have all that there are now.
  const inputs = JSON.parse(text) as Partial<Inputs>;
  return needed.every(
    (program) => inputs[program]?.every(([file, stamp]) => stampOf(file) === stamp) === true,
  );
}

/** The time is that of the inode: unlike the time of the content, nobody can set it back. */
export function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.size} ${found.ctimeMs}`;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
