import { notOnThisAgent } from '../errors.ts';
import type { Step } from './step.ts';

/** A step that only Windows has: it fails with what to do instead. */
export function onWindows(name: string): Step {
  return {
    name,
    main: 'script',
    needs: 'node',
    run: async () => {
      throw notOnThisAgent(`${name}: Windows`, 'Use `sh`, or ask `isUnix()` first.');
    },
  };
}
