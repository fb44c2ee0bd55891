import { AsyncLocalStorage } from 'node:async_hooks';
import type { Site } from '../build/build.ts';

const sites = new AsyncLocalStorage<Site>();

/** Runs a block of a script; objects that it calls learn by `here` where they are called. */
export async function at<T>(site: Site, work: () => Promise<T>): Promise<T> {
  return await sites.run(site, work);
}

/** Where the script is now. An object such as a Docker image outlives the block that made it. */
export function here(usual: Site): Site {
  return sites.getStore() ?? usual;
}
