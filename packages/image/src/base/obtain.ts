import { messageOf } from '../command.ts';
import { statusOf } from '../engine/answer.ts';
import type { Engine, Say } from '../engine/engine.ts';
import { fail } from '../errors.ts';

export interface BaseOptions {
  readonly say: Say;
  readonly signal: AbortSignal;
  /** Folder for what is fetched on the way. */
  readonly stateDir: string;
}

export interface BaseImage {
  /** Everybody's image. */
  readonly published: string;
  /** Our equal of it. */
  readonly own: string;
  /** Labels that tell whether our equal is the one that would be made now. */
  readonly labels: Readonly<Record<string, string>>;
  /** Makes our equal. */
  readonly make: () => Promise<void>;
}

/** A registry that has not begun to answer within this time (ms) counts as out of reach. */
const patience = 10_000;

/**
 * The name of a base image that the engine has: the published one, our equal from before, the published one pulled
 * now, our equal made now. Throws PLAB_NO_BASE_IMAGE when none of that works.
 */
export async function obtain(engine: Engine, image: BaseImage, options: BaseOptions): Promise<string> {
  if ((await labelsOf(engine, image.published)) !== undefined) return image.published;
  const labels = await labelsOf(engine, image.own);
  const current = Object.entries(image.labels).every(([name, value]) => labels?.[name] === value);
  if (labels !== undefined && current) return image.own;
  if (await pull(engine, image.published, options)) return image.published;
  options.say(`making ${image.own}, since ${image.published} cannot be pulled here`);
  try {
    await image.make();
  } catch (error) {
    options.signal.throwIfAborted();
    throw fail('PLAB_NO_BASE_IMAGE', image.published, messageOf(error), error);
  }
  return image.own;
}

async function labelsOf(engine: Engine, name: string): Promise<Record<string, string> | undefined> {
  try {
    const { Config } = await engine.docker.getImage(name).inspect();
    return Config.Labels ?? {};
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

async function pull({ docker }: Engine, name: string, { say, signal }: BaseOptions): Promise<boolean> {
  const impatient = new AbortController();
  const timer = setTimeout(() => impatient.abort(), patience);
  try {
    const abortSignal = AbortSignal.any([signal, impatient.signal]);
    const progress: NodeJS.ReadableStream = await docker.pull(name, { abortSignal });
    clearTimeout(timer);
    say(`pulling ${name}`);
    await new Promise<void>((resolve, reject) => {
      docker.modem.followProgress(progress, (error) => (error === null ? resolve() : reject(error)));
    });
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  } finally {
    clearTimeout(timer);
  }
}
