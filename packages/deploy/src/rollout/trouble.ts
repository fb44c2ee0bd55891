import { fail, PlabError, withMore } from '../errors.ts';
import { messageOf } from './record.ts';
import type { Target } from './target.ts';

/** What goes wrong once the release stands: nothing is put back any more, and nothing else waits for it. */
export interface Trouble {
  /** The first of each host; undefined stands for the hook. */
  readonly found: Map<Target | undefined, unknown>;
  readonly add: (error: unknown, target?: Target) => void;
}

export function noTrouble(): Trouble {
  const found: Trouble['found'] = new Map();
  return {
    found,
    add: (error, target) => {
      if (!found.has(target)) found.set(target, error);
    },
  };
}

/** Throws what there is. Errors: PLAB_CLEAN_UP with the hosts where something is left; PLAB_HOOK when it is the hook alone. */
export function throwTrouble({ found }: Trouble): void {
  const hosts = [...found.keys()].filter((target) => target !== undefined);
  const [[, first] = []] = found;
  if (found.size === 0) return;
  if (hosts.length > 0) {
    const names = hosts.map(({ connection }) => connection.host.name);
    const reasons = new Set([...found.values()].map(messageOf));
    throw fail('PLAB_CLEAN_UP', names.join(', '), [...reasons].join('; '), first);
  }
  if (!(first instanceof PlabError)) throw first;
  throw withMore(first, 'the new release serves, and what is old was put away');
}
