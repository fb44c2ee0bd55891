import { Interruption } from '../errors.ts';
import type { Site } from './build.ts';
import { startTimer } from './timer.ts';
import { interrupt, onOwnLine, type Scope, terminate } from './interrupts.ts';

interface Limit {
  /** Milliseconds. */
  readonly time: number;
  /** Counts from the last output on. */
  readonly activity: boolean;
  readonly tell: (text: string) => void;
}

/** Time (ms) that what was interrupted has to end; then it is left behind. */
export const timeoutGrace = 60_000;

/**
 * Interrupts what runs inside when the time is over; what catches that, such as `post`, goes on for a minute at most
 * (workflow-basic-steps, `TimeoutStepExecution`).
 */
export async function withTimeout<T>(
  site: Site,
  { time, activity, tell }: Limit,
  work: (site: Site) => Promise<T>,
): Promise<T> {
  return await onOwnLine(site, async (inside, scope) => {
    const dead = Promise.withResolvers<never>();
    let timer = startTimer(time, () => expire());
    let expired = false;
    const expire = (): void => {
      expired = true;
      tell('Cancelling nested steps due to timeout');
      interrupt(scope, over(scope));
      timer = startTimer(timeoutGrace, () => {
        tell('Body did not finish within grace period; terminating with extreme prejudice');
        terminate(scope, over(scope));
        dead.reject(over(scope));
      });
    };
    const heard = (): void => {
      site.heard?.();
      // The time of grace is none of activity.
      if (!expired) timer.refresh();
    };
    try {
      return await Promise.race([work(activity ? { ...inside, heard } : inside), dead.promise]);
    } finally {
      timer.stop();
    }
  });
}

function over(scope: Scope): Interruption {
  return new Interruption('timeout', 'Timeout has been exceeded', { scope });
}
