import { Interruption } from '../errors.ts';
import type { Site } from './build.ts';

/**
 * One line of execution: the build itself, or a branch of `parallel`. As in Jenkins, an interruption is an event and
 * not a state: it stops what the line is at, and whatever catches it goes on, `post` blocks among others.
 */
export interface Line {
  /** Stops the step that runs; undefined while the script itself runs. */
  running: AbortController | undefined;
  /** An interruption that came while no step ran: thrown at the next step or turn of a loop. */
  pending: Interruption | undefined;
}

/** The lines inside a block that can be interrupted as one: the build, a `timeout`, a branch with `failFast`. */
export interface Scope {
  readonly lines: Set<Line>;
  /** Set when the grace period is over: nothing may run here any more. */
  ended: Interruption | undefined;
}

export function newLine(): Line {
  return { running: undefined, pending: undefined };
}

export function newScope(...lines: readonly Line[]): Scope {
  return { lines: new Set(lines), ended: undefined };
}

/** Interrupts everything that runs in a scope at this moment. */
export function interrupt(scope: Scope, reason: Interruption): void {
  for (const line of scope.lines) {
    if (line.running === undefined) line.pending ??= reason;
    else line.running.abort(reason);
  }
}

/** Interrupts for good: every further step in the scope throws, and the script cannot catch it. */
export function terminate(scope: Scope, { origin, message, result, scope: of }: Interruption): void {
  const options = { result, final: true, ...(of === undefined ? {} : { scope: of }) };
  scope.ended = new Interruption(origin, message, options);
  interrupt(scope, scope.ended);
}

/** Throws the interruption that waits for a line. Called before every step and on turns of loops. */
export function throwIfInterrupted({ line, scopes }: Site): void {
  const { pending } = line;
  line.pending = undefined;
  for (const { ended } of scopes) if (ended !== undefined) throw ended;
  if (pending !== undefined) throw pending;
}

/** An error of a line, or the interruption that came while no step of it ran: that one goes before, and waits for none. */
export function interruptionOr({ line }: Site, error: unknown): unknown {
  if (error instanceof Interruption || line.pending === undefined) return error;
  const { pending } = line;
  line.pending = undefined;
  return pending;
}

/** Runs work in a scope of its own. */
export async function inScope<T>(site: Site, work: (site: Site, scope: Scope) => Promise<T>): Promise<T> {
  const scope = newScope(site.line);
  return await work({ ...site, scopes: [...site.scopes, scope] }, scope);
}

/**
 * Runs work in a scope of its own and on a line of its own: when nobody waits for it any more, what it still does is no
 * part of the line that goes on.
 */
export async function onOwnLine<T>(site: Site, work: (site: Site, scope: Scope) => Promise<T>): Promise<T> {
  const line = newLine();
  replaceLine(site, site.line, line);
  try {
    return await inScope({ ...site, line }, async (inside, scope) => {
      try {
        return await work(inside, scope);
      } finally {
        if (line.pending?.scope !== scope) site.line.pending ??= line.pending;
      }
    });
  } finally {
    replaceLine(site, line, site.line);
  }
}

function replaceLine({ scopes }: Site, old: Line, now: Line): void {
  for (const { lines } of scopes) if (lines.delete(old)) lines.add(now);
}

/** Runs branches side by side, each on a line of its own and in a scope of its own; settles when all have ended. */
export async function fork<T>(
  site: Site,
  branches: readonly ((site: Site, scope: Scope) => Promise<T>)[],
): Promise<PromiseSettledResult<T>[]> {
  const lines = branches.map(newLine);
  for (const { lines: members } of site.scopes) {
    members.delete(site.line);
    for (const line of lines) members.add(line);
  }
  const leave = (line: Line): void => {
    for (const scope of site.scopes) scope.lines.delete(line);
  };
  try {
    const run = async (branch: (typeof branches)[number], line: Line): Promise<T> =>
      await inScope({ ...site, line }, branch).finally(() => leave(line));
    return await Promise.allSettled(branches.map((branch, index) => run(branch, lines[index] ?? newLine())));
  } finally {
    for (const scope of site.scopes) scope.lines.add(site.line);
  }
}

/**
 * True for an interruption that still goes on at a site, and not one that a `timeout` inside has dealt out: that one is
 * an error like any other out here (workflow-basic-steps, `isActualInterruption`).
 */
export function isInterrupted(error: unknown, { scopes }: Site): boolean {
  if (!(error instanceof Interruption)) return false;
  return error.scope === undefined || scopes.some((scope) => scope === error.scope);
}

/**
 * True for an interruption that the script may see but not stop: it is thrown again behind the `catch` that took it.
 * Those are the ones that somebody or something else dealt out to the build, or to a branch, as a whole.
 */
export function lasts({ origin, scope }: Interruption): boolean {
  return (
    origin === 'abort' ||
    origin === 'superseded' ||
    origin === 'failFast' ||
    (origin === 'timeout' && scope === undefined)
  );
}
