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

/** Whose packages a bundle needs; where they are not shared, the command does not find them by itself. */
const owners = ['@pipeline-lab/engine/process', '@pipeline-lab/deploy', '@pipeline-lab/image'];

/** A package that is not in the bundle. */
function external(own: NodeJS.Require, name: string): unknown {
  const places = [() => own, ...owners.map((owner) => () => createRequire(own.resolve(owner)))];
  let missing: unknown;
  for (const place of places) {
    try {
      return place()(name);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
      missing ??= error;
    }
  }
  throw missing;
}
