import type { Listing } from './listing.ts';

/** What has to be done to a folder so that what happened in its counterpart has happened there too. */
export interface Differences {
  readonly changed: readonly string[];
  readonly gone: readonly string[];
}

/**
 * What happened in `from` since both sides held `base`. What happened in `to` meanwhile, where another program may be at
 * work, stays as it is.
 */
export function differences(from: Listing, to: Listing, base: Listing): Differences {
  const changed = [...from].filter(([name, stamp]) => base.get(name) !== stamp && to.get(name) !== stamp);
  const gone = new Set([...base.keys()].filter((name) => !from.has(name) && to.get(name) === base.get(name)));
  for (const name of to.keys())
    if (!gone.has(name)) for (const folder of foldersOf(name)) gone.delete(folder);
  return { changed: changed.map(([name]) => name), gone: [...gone] };
}

function foldersOf(name: string): string[] {
  const parts = name.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
