import type { RunningBuild } from '../events/follow.ts';
import { endBuild } from './end.ts';
import { abort } from './start.ts';

/** Until it is disposed of, a build is aborted when `signal` aborts, and ended for good when `force` does. */
export function abortsWith(
  build: RunningBuild,
  { signal, force }: { readonly signal: AbortSignal; readonly force: AbortSignal },
): Disposable {
  const stop = (): void => abort(build);
  const end = (): void => {
    abort(build);
    void endBuild(build);
  };
  signal.addEventListener('abort', stop, { once: true });
  force.addEventListener('abort', end, { once: true });
  if (signal.aborted) stop();
  return {
    [Symbol.dispose]() {
      signal.removeEventListener('abort', stop);
      force.removeEventListener('abort', end);
    },
  };
}
