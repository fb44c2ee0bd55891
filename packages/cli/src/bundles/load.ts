import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { constants, Script } from 'node:vm';
import { requireFor } from './require.ts';

/**
 * Loads a bundle: `<folder>/<name>.js`, which is one function around a CommonJS module. What V8 compiled of it in the
 * first run is kept in `cacheFolder`, functions too, which Node's own compile cache leaves out. A folder that cannot be
 * written costs time and nothing else.
 */
export function loadBundle(folder: string, name: string, cacheFolder: string): unknown {
  const path = join(folder, `${name}.js`);
  const cache = join(cacheFolder, `${name}-${process.version}-${process.arch}.cache`);
  const cachedData = readIfThere(cache);
  dropLoaderWarning();
  // Bundles are ASCII, which is read fastest so.
  const script = new Script(readFileSync(path, 'latin1'), {
    filename: path,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  if (cachedData === undefined || script.cachedDataRejected === true) keepAtExit(script, cache, cacheFolder);
  const module = { exports: {} };
  (script.runInThisContext() as Wrapper)(
    module.exports,
    module,
    requireFor(path),
    resolverFor(path),
    pathToFileURL(path).href,
  );
  return module.exports;
}

/** At its first `import()` a bundle would tell the user that Node calls the loader below an experiment. */
function dropLoaderWarning(): void {
  const emit = process.emitWarning.bind(process) as (...args: readonly unknown[]) => void;
  process.emitWarning = (warning: string | Error, ...rest: readonly unknown[]) => {
    if (!String(warning).includes('USE_MAIN_CONTEXT_DEFAULT_LOADER')) emit(warning, ...rest);
  };
}

type Wrapper = (
  exports: object,
  module: { exports: object },
  require: (name: string) => unknown,
  resolve: (specifier: string) => string,
  url: string,
) => void;

/** `import.meta.resolve` of a bundle. */
function resolverFor(path: string): (specifier: string) => string {
  return (specifier) => pathToFileURL(createRequire(path).resolve(specifier)).href;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** A run that fails early has compiled too little to be worth keeping. */
function keepAtExit(script: Script, cache: string, folder: string): void {
  process.once('exit', (code) => {
    if (code !== 0) return;
    const unfinished = `${cache}.${process.pid}`;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(unfinished, script.createCachedData(), { mode: 0o600 });
      renameSync(unfinished, cache);
    } catch {
      // The next run compiles again.
    }
  });
}
