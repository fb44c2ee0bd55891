import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from './record.ts';
import type { Report } from './events.ts';
import type { Rollout, Target } from './target.ts';

/**
 * Takes a host that has gone out of reach out of a rollout that may go on without it; tells whether it did. The last host
 * is never left out. What the host had done is its own to put back: it was armed, or had moved no traffic.
 */
export async function leaveOut(
  { allowMissing }: Pick<Rollout, 'allowMissing'>,
  each: Target,
  targets: readonly Target[],
  error: unknown,
  report: Report,
): Promise<boolean> {
  if (allowMissing !== true || !(await isGone(each))) return false;
  if (targets.every((target) => target === each || target.done.missing === true)) return false;
  each.done.missing = true;
  report({ type: 'missing', host: each.connection.host.name, reason: messageOf(error) });
  return true;
}

/** A connection has ended, or does within a second: forwards end a little before the one that they went through. */
export async function isGone({ connection }: Pick<Target, 'connection'>): Promise<boolean> {
  const { lost } = connection;
  if (!lost.aborted) {
    const settled = new AbortController();
    const signal = settled.signal;
    await Promise.race([once(lost, 'abort', { signal }), sleep(1000, undefined, { signal })]);
    settled.abort();
  }
  return lost.aborted;
}

/** The hosts of a rollout that are still with it. */
export function present(targets: readonly Target[]): Target[] {
  return targets.filter(({ done }) => done.missing !== true);
}

/** The hosts in the steps in which they are switched. Pure. */
export function batches<T>(items: readonly T[], size: number = items.length): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
