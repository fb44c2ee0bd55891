import type { Site } from '../build/build.ts';
import { worsen } from '../build/site.ts';
import { Interruption } from '../errors.ts';
import type { BuildFinished } from '../events/event.ts';
import { follow, type RunningBuild } from '../events/follow.ts';
import type { Result } from '../events/result.ts';
import { abortsWith } from '../process/aborts-with.ts';

/** How another build ended, and its error if it had one. */
export interface Ended {
  readonly result: Result;
  readonly why?: string;
}

/**
 * Waits for the end of another build. When the signal aborts, that build is aborted too and its
 * end waited for, if `aborts` says so; otherwise the signal's reason is thrown at once and it goes on.
 */
export async function awaitDownstream(
  build: RunningBuild,
  signal: AbortSignal,
  { aborts, force }: { readonly aborts: boolean; readonly force: AbortSignal },
): Promise<Ended> {
  using _ = aborts ? abortsWith(build, { signal, force }) : undefined;
  for await (const event of follow(build, aborts ? undefined : signal))
    if (event.type === 'build.finished') return endOf(event);
  return { result: 'FAILURE' };
}

function endOf({ result, error }: BuildFinished): Ended {
  return { result, ...(error === undefined ? {} : { why: error.message }) };
}

/** Throws the result of another build when it is not a success, as an error like any other for what is around. */
export function propagated(site: Site, { job, number }: RunningBuild, result: Result): void {
  if (result === 'SUCCESS') return;
  worsen(site, 'SUCCESS', result);
  const text = `${job} #${number} completed with status ${result} (propagate: false to ignore)`;
  const hint = `\`plab show --job ${job} ${number}\` tells why; \`propagate: false\` goes on without it.`;
  throw new Interruption('downstream', text, { result, scope: { job, number }, hint });
}
