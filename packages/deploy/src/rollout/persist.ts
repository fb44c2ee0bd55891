import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlabError } from '../errors.ts';
import type { DeploymentRecord } from '../host/journal.ts';
import type { Report } from './events.ts';
import { rollOutOn } from '../roll-out-on.ts';
import { CutOff, type Rollout } from './target.ts';

/** A link that is away for longer is the user's matter: what a host was left with waits for ten minutes for the next command. */
const patience = 60_000;
const pause = 1000;
/** So many cuts that each let something through are a link that does not work. */
const attempts = 20;

/**
 * As {@link rollOut}, and begins again when a connection ends before anything was switched: hosts keep what has
 * arrived, and download the rest. Errors: that of the last attempt.
 */
export async function persist(
  rollout: Rollout,
  report: Report,
  signal: AbortSignal,
): Promise<DeploymentRecord[]> {
  const token = randomUUID();
  const rollOut = rollOutOn(rollout.app);
  let until: number | undefined;
  for (let left = attempts; ; left -= 1) {
    try {
      return await rollOut({ ...rollout, token, resumable: left > 1 }, report, signal);
    } catch (error) {
      signal.throwIfAborted();
      const cut = error instanceof CutOff;
      if (cut) until = Date.now() + patience;
      if (!cut && !(until !== undefined && Date.now() < until && isAway(error))) throw error;
      report({ type: 'resume', reason: error.message });
      await sleep(pause, undefined, { signal });
    }
  }
}

/** The host cannot be reached yet, or has not noticed yet that the connection of before is gone. */
function isAway(error: unknown): error is PlabError {
  return error instanceof PlabError && ['PLAB_SSH_REFUSED', 'PLAB_LOCKED'].includes(error.code);
}
