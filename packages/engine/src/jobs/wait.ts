import { type Site, worsen } from '../build/build.ts';
import { Interruption } from '../errors.ts';
import { follow, type RunningBuild } from '../events/follow.ts';
import type { Result } from '../events/result.ts';
import { abortsWith } from '../process/aborts-with.ts';

/**
 * Waits for the end of another build and gives its result. When the signal aborts, that build is aborted too and its
 * end waited for, if `aborts` says so; otherwise the signal's reason is thrown at once and it goes on.
 */
export async function awaitDownstream(
  build: RunningBuild,
  signal: AbortSignal,
  { aborts, force }: { readonly aborts: boolean; readonly force: AbortSignal },
): Promise<Result> {
  using _ = aborts ? abortsWith(build, { signal, force }) : undefined;
  for await (const event of follow(build, aborts ? undefined : signal))
    if (event.type === 'build.finished') return event.result;
  return 'FAILURE';
}

/** Throws the result of another build when it is not a success, as an error like any other for what is around. */
export function propagated(site: Site, { job, number }: RunningBuild, result: Result): void {
  if (result === 'SUCCESS') return;
  worsen(site, 'SUCCESS', result);
  const text = `${job} #${number} completed with status ${result} (propagate: false to ignore)`;
  throw new Interruption('downstream', text, { result, scope: { job, number } });
}
