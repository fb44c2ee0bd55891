import type { Site } from '../build/build.ts';
import { say } from '../build/site.ts';
import { fork, interrupt, type Scope } from '../build/interrupts.ts';
import { Interruption, StepFailure } from '../errors.ts';
import { results } from '../events/result.ts';

export interface Branch<T> {
  readonly name: string;
  readonly work: (site: Site) => Promise<T>;
}

/**
 * Runs branches side by side and gives their values in order. All of them end before this does; with `failFast` the
 * first failure interrupts the others. Rejects with the worst error (workflow-cps, ParallelStep: errors before what
 * steps say before interruptions, those by result, then the earlier one), with `failFast` with the first one.
 */
export async function inBranches<T>(
  site: Site,
  branches: readonly Branch<T>[],
  failFast: boolean,
): Promise<T[]> {
  const failures: unknown[] = [];
  const running = new Set<Scope>();
  const fail = (name: string, error: unknown): void => {
    failures.push(error);
    say(site, `Failed in branch ${name}`);
    if (!failFast || failures.length > 1) return;
    const reason = new Interruption('failFast', `Failed in branch ${name}`);
    for (const scope of running) interrupt(scope, reason);
  };
  const run = async ({ name, work }: Branch<T>, own: Site, scope: Scope): Promise<T> => {
    running.add(scope);
    try {
      return await work({ ...own, branch: name });
    } catch (error) {
      running.delete(scope);
      fail(name, error);
      throw error;
    } finally {
      running.delete(scope);
    }
  };
  const settled = await fork(
    site,
    branches.map((branch) => async (own, scope) => await run(branch, own, scope)),
  );
  if (failures.length > 0) throw failFast ? failures[0] : failures.toSorted(bySeverity)[0];
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}

function bySeverity(one: unknown, other: unknown): number {
  return severity(other) - severity(one);
}

function severity(error: unknown): number {
  if (error instanceof Interruption) return results.indexOf(error.result);
  return results.length + (error instanceof StepFailure ? 0 : 1);
}
