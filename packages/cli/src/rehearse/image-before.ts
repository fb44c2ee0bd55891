import { requireImage, status } from '@pipeline-lab/deploy';
import type { Engine } from '@pipeline-lab/image';
import type { ChosenDestination } from '../destination.ts';

/** What serves in the lab before the rehearsed deployment. */
export interface Before {
  readonly image: string;
  readonly label: string;
  /** Size in the local engine. */
  readonly bytes: number;
  /** Why this one. */
  readonly why: string;
}

/** Time (ms) that production may take to say what it serves. */
const patience = 10_000;

/**
 * The image that a user named; else the one that production serves now, which is asked and not changed; where that is not to be had, the
 * image that is deployed, under another release. Errors: PLAB_IMAGE_MISSING.
 */
export async function imageBefore(
  engine: Engine,
  chosen: Pick<ChosenDestination, 'app' | 'hosts' | 'name'>,
  { from, image }: { readonly from: string | undefined; readonly image: string },
  signal: AbortSignal,
): Promise<Before> {
  if (from !== undefined) {
    const { bytes } = await requireImage(engine, from);
    return { image: from, label: from, bytes, why: 'named by --from' };
  }
  try {
    return await servedNow(engine, chosen, AbortSignal.any([signal, AbortSignal.timeout(patience)]));
  } catch (error) {
    signal.throwIfAborted();
    const { bytes } = await requireImage(engine, image);
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { image, label: image, bytes, why: `the same image under another release: ${reason}` };
  }
}

/** Throws, with the reason, when that cannot be had. */
async function servedNow(
  engine: Engine,
  { app, hosts, name }: Pick<ChosenDestination, 'app' | 'hosts' | 'name'>,
  signal: AbortSignal,
): Promise<Before> {
  const [host] = hosts;
  if (host === undefined) throw new Error(`${name} has no host`);
  const { state } = await status(app, host, signal);
  const serving = state.releases.find(({ id }) => id === state.serving);
  if (serving === undefined) throw new Error(`${host.name} serves nothing yet`);
  const found = await engine.docker
    .getImage(serving.image)
    .inspect()
    .catch(() => undefined);
  if (found === undefined)
    throw new Error(`${serving.label}, which ${host.name} serves, is not in the local engine`);
  // An image without a name can only be read from the engine as a whole.
  const image = found.RepoTags[0] ?? found.Id;
  return { image, label: serving.label, bytes: found.Size, why: `what ${host.name} serves now` };
}
