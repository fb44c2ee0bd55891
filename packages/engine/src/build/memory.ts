import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { GroovyRuntimeError } from '@pipeline-lab/groovy';

/** The part of the process' memory that the values of scripts may fill; the rest is for the build itself. */
const share = 0.75;

/**
 * Throws an OutOfMemoryError when the scripts of this process hold nearly all memory that it may have: the process would
 * end without a word. To be asked from time to time.
 */
export function checkMemory(): void {
  if (used() < share) return;
  // Most of it may be garbage.
  collectGarbage();
  if (used() < share) return;
  const limit = Math.round(lasting() / 2 ** 20);
  throw new GroovyRuntimeError(
    'OutOfMemoryError',
    `the values of the script fill ${share * 100} % of the ${limit} MB that a build may use; ` +
      `NODE_OPTIONS=--max-old-space-size=${limit * 2} gives it twice as much`,
  );
}

function used(): number {
  return getHeapStatistics().used_heap_size / lasting();
}

/** V8 counts its space for young values in; what lasts has the rest. */
function lasting(): number {
  return getHeapStatistics().heap_size_limit - youngSpace;
}

/** What V8 adds to `--max-old-space-size` for young values, in bytes. */
const youngSpace = 192 * 2 ** 20;

let collect: (() => void) | undefined;

function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}
