import { join } from 'node:path';
import { prune } from '@pipeline-lab/deploy';
import { pruneStore } from '@pipeline-lab/image';
import type { Context } from '../context.ts';
import { chooseDestination } from '../destination.ts';
import { bytes } from '../render/units.ts';

/** Layers that are kept here for the next deployments. */
const storeLimit = 5_000_000_000;

export interface PruneOptions {
  readonly destination: string | undefined;
  readonly json: boolean;
}

/** Removes what hosts and this machine keep beyond their limits. */
export async function pruneDestination(context: Context, options: PruneOptions): Promise<void> {
  const { app, hosts } = await chooseDestination(context, options.destination);
  const tidied = await prune(app, hosts, context.signal);
  const store = await pruneStore(join(context.stateFolder, 'layers'), storeLimit);
  if (options.json) return console.log(JSON.stringify({ hosts: Object.fromEntries(tidied), store }));
  for (const [host, { releases, images }] of tidied)
    console.log(`${host}: ${releases.length} releases and ${images.length} images of none removed`);
  console.log(`here: ${store.blobs} layers removed, ${bytes(store.bytes)}`);
}
