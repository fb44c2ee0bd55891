import { copyFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundles } from '../../packages/cli/src/bundles/bundles.ts';
import type { ProgramName } from './make.ts';
import { bundlesNamed, current, folder, type Inputs, inputsFile, isFresh, root, stampOf } from './stamps.ts';

/**
 * Bundles of exactly the sources that are here now: the last ones, if no file has changed, else new ones. Undefined when
 * that cannot be: without esbuild, in a folder that is read-only, or with a source that is broken.
 */
export async function freshBundles(
  last: Bundles | undefined,
  needed: readonly ProgramName[],
): Promise<Bundles | undefined> {
  if (last !== undefined && isFresh(last, needed)) return last;
  try {
    return await newBundles();
  } catch {
    return undefined;
  }
}

/** A file that was changed so short (ms) before may change again with the same time. */
const settled = 50;

async function newBundles(): Promise<Bundles | undefined> {
  const latest = Date.now() - settled;
  const { makeBundles } = await import('./make.ts');
  const { name, inputs } = await makeBundles(folder, {
    plab: { entry: 'scripts/bundle/launch.ts', sources: '../../../scripts/bundle' },
    start: { entry: 'scripts/bundle/start.ts', sources: '../../../../scripts/bundle' },
  });
  const stamped = (paths: readonly string[]): [string, string][] =>
    [...paths, ...always].map((path) => [path, stampOf(path)]);
  const { run, lint, deploy, build } = inputs;
  const known: Inputs = {
    run: stamped(run),
    lint: stamped(lint),
    deploy: stamped(deploy),
    build: stamped(build),
  };
  // It may have changed while it was read.
  if (Object.values(known).some((files) => files.some(([, stamp]) => timeOf(stamp) > latest)))
    return undefined;
  const bundles = bundlesNamed(name);
  replace(inputsFile(name), (path) => writeFileSync(path, JSON.stringify(known)));
  replace(current, (path) => writeFileSync(path, `${name}\n`));
  replace(join(folder, 'plab.cjs'), (path) => copyFileSync(join(bundles.folder, 'plab.cjs'), path));
  removeOld(name);
  return bundles;
}

/** What the bundles are made of besides the sources: what a name of a package leads to, and how they are made. */
const always = [
  'package-lock.json',
  'node_modules/.package-lock.json',
  ...['cli', 'deploy', 'engine', 'groovy', 'image', 'jenkinsfile'].map(
    (name) => `packages/${name}/package.json`,
  ),
  'scripts/bundle/make.ts',
].map((path) => join(root, path));

function timeOf(stamp: string): number {
  return Number(stamp.split(' ')[1] ?? 0);
}

/** Whoever reads the file gets all of the old one or all of the new one. */
function replace(path: string, write: (unfinished: string) => void): void {
  const unfinished = `${path}.${process.pid}`;
  write(unfinished);
  renameSync(unfinished, path);
}

/** Whoever runs from older bundles may still start a process from them. */
const keptFor = 3_600_000;

function removeOld(name: string): void {
  const kept = new Set([name, `${name}.json`, 'current', 'plab.cjs']);
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.ctimeMs ?? Date.now());
    if (!kept.has(entry) && age > keptFor) rmSync(path, { recursive: true, force: true });
  }
}
