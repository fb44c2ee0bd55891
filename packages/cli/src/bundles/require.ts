import { createRequire } from 'node:module';

/** `require` for a bundle at a path. Modules of Node are loaded at their first use: most runs need few of them. */
export function requireFor(path: string): (name: string) => unknown {
  const own = createRequire(path);
  return (name) => (name.startsWith('node:') && !needed.has(name) ? lazily(own, name) : external(own, name));
}

/** Modules whose objects are more than a bag of functions. */
const needed = new Set(['node:events', 'node:process']);

function lazily(own: NodeJS.Require, name: string): object {
  let loaded: object | undefined;
  const load = (): object => (loaded ??= own(name) as object);
  const proxy: object = new Proxy(
    {},
    {
      // What imports by default copies all that a module has, which would load it, but first takes over its prototype.
      getPrototypeOf: () => proxy,
      ownKeys: () => [],
      get: (_, key) => Reflect.get(load(), key) as unknown,
      has: (_, key) => Reflect.has(load(), key),
    },
  );
  return proxy;
}

/** A package that is not in the bundle; the engine's own ones need not be where the command finds them. */
function external(own: NodeJS.Require, name: string): unknown {
  try {
    return own(name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
    return createRequire(own.resolve('@pipeline-lab/engine/process'))(name);
  }
}
