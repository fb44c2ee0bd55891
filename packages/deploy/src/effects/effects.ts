import type { Report } from '../rollout/events.ts';

/** Something that a deployment changes: on a host, or by a hook for it. What only looks is none. */
export interface Effect {
  /** From 1, in the order in which they begin, over all hosts and attempts of the deployment. */
  readonly n: number;
  readonly host: string;
  /** Such as `lock`, `container.start`, `journal step ship`, `proxy add server`. */
  readonly name: string;
}

/**
 * Stands around every effect: `run` does it. Whoever tests what a crash leaves behind kills, cuts or throws here, before
 * `run`, after it or in its place.
 */
export type AroundEffect = <T>(effect: Effect, run: () => Promise<T>) => Promise<T>;

/** Does something under the next number. */
export type Effects = <T>(host: string, name: string, run: () => Promise<T>) => Promise<T>;

/** Counts the effects of one deployment, and tells each one before it is done. */
export function numbered(
  report: Report,
  around: AroundEffect = async (_effect, run) => await run(),
): Effects {
  let n = 0;
  return async (host, name, run) => {
    n += 1;
    const effect = { n, host, name };
    report({ type: 'effect', ...effect });
    return await around(effect, run);
  };
}

/** For what is no deployment. */
export const unnumbered: Effects = async (_host, _name, run) => await run();
