import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../errors.ts';
import { containerEnd } from './container.ts';
import { askHealth } from './health.ts';
import type { Target } from './target.ts';

const interval = 250;

/** Watches the release after the switch; PLAB_WATCH when it stops or is unhealthy twice in a row. */
export async function watch(target: Target, slot: number, signal: AbortSignal): Promise<void> {
  const { app, connection } = target;
  const stopped = containerEnd(target).then((code) => `its container stopped with code ${code}`);
  stopped.catch(() => undefined);
  const end = Date.now() + app.watch * 1000;
  let unhealthy = 0;
  while (Date.now() < end) {
    signal.throwIfAborted();
    const seen = await Promise.race([stopped, askHealth(target, slot)]);
    connection.lost.throwIfAborted();
    if (typeof seen === 'string') throw fail('PLAB_WATCH', connection.host.name, seen);
    unhealthy = seen.status === app.health.status ? 0 : unhealthy + 1;
    if (unhealthy > 1)
      throw fail(
        'PLAB_WATCH',
        connection.host.name,
        `${app.health.path} answered ${seen.status ?? 'nothing'} ${seen.body.slice(0, 300)}`,
      );
    await sleep(interval, undefined, { signal });
  }
}
