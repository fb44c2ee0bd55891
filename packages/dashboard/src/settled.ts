import type { Collected } from './collect.ts';
import type { View } from './view.ts';

/**
 * The view as soon as it tells everything that it will tell of now: the builds, every host's answer or failure, and rates
 * where there are metrics. Throws the signal's reason when that aborts.
 */
export async function settled({ view, subscribe, done }: Collected, signal: AbortSignal): Promise<View> {
  const { promise, resolve, reject } = Promise.withResolvers<View>();
  const look = (): void => {
    if (isWhole(view())) resolve(view());
  };
  const stop = (): void => reject(signal.reason as Error);
  const unsubscribe = subscribe(look);
  signal.addEventListener('abort', stop, { once: true });
  done.catch(reject);
  look();
  return await promise.finally(() => {
    unsubscribe();
    signal.removeEventListener('abort', stop);
  });
}

function isWhole({ place, hosts, builds, deployments, points }: View): boolean {
  if (builds === undefined) return false;
  if (place.destination === undefined) return true;
  if (hosts.length === 0 || hosts.some(({ state }) => state === 'connecting')) return false;
  const reached = hosts.some(({ state }) => state === 'reached');
  const measured = hosts.some(({ metrics }) => metrics);
  if (reached && deployments === undefined) return false;
  return !measured || points.at(-1)?.rate !== undefined || points.length > 5;
}
