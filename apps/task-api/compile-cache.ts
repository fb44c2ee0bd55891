import { constants, createRequire, enableCompileCache, flushCompileCache } from 'node:module';

/**
 * Has Node keep the code that V8 makes of the packages in FOLDER, for a service that starts as USER (numeric):
 * `node compile-cache.ts PACKAGES FOLDER USER`, PACKAGES by the path that the service has it at. With `--random-seed`, which
 * need not be the same, the same packages are the same bytes.
 */
const [packages = '', folder, user] = process.argv.slice(2);

// The cache of another user is none: the folder's name tells whose it is.
process.setgid?.(Number(user));
process.setuid?.(Number(user));
const { status, message = '' } = enableCompileCache(folder);
if (status !== constants.compileCacheStatus.ENABLED) throw new Error(`no cache in ${folder}: ${message}`);
// Each is evaluated when it is asked for, and only what was evaluated is kept.
Object.values(createRequire(import.meta.url)(packages) as object);
flushCompileCache();
