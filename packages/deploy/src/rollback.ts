import type { AppConfig } from './config/schema.ts';
import { numbered } from './effects/effects.ts';
import { fail } from './errors.ts';
import type { Host } from './host/host.ts';
import { type DeploymentRecord, type JournalEntry, readJournal } from './host/journal.ts';
import type { HostState, KeptRelease } from './host/state.ts';
import type { Admission } from './provenance/admit.ts';
import type { Release } from './release.ts';
import type { Report } from './rollout/events.ts';
import type { Caller } from './rollout/hooks.ts';
import { rollOutOn } from './roll-out-on.ts';
import type { Connection } from './ssh/connection.ts';

export interface RollbackRequest {
  readonly app: AppConfig;
  readonly hosts: readonly Host[];
  /** Id of the release to go back to, or the beginning of it; absent: the one that served before. */
  readonly release?: string;
  /** Where hooks run, and what they get to know. */
  readonly caller?: Omit<Caller, 'verb'>;
  /** Whose images may serve; absent: anybody's. What was signed of them is on the hosts. */
  readonly trust?: Pick<Admission, 'keys'>;
}

/** Goes back to a kept release, by the same rollout as a deployment has. Errors: PLAB_NO_RELEASE, PLAB_NOT_DEPLOYED. */
export async function rollback(
  request: RollbackRequest,
  report: Report,
  signal: AbortSignal,
): Promise<DeploymentRecord[]> {
  const release = async (connection: Connection, state: HostState): Promise<Release> => {
    const journal = await readJournal(connection, request.app.app);
    const found = chooseRelease(state, journal, request.release);
    if (found === undefined) {
      const { name } = connection.host;
      if (request.release === undefined) throw fail('PLAB_NO_RELEASE', name);
      throw fail('PLAB_NOT_DEPLOYED', name, `“${request.release}”`);
    }
    return { id: found.id, image: found.image, label: found.label, env: {}, secrets: [] };
  };
  // Whoever goes back is in a hurry, and the release has been seen before.
  const app = { ...request.app, canary: { ...request.app.canary, steps: [] } };
  const caller = request.caller === undefined ? {} : { caller: request.caller };
  const admission = request.trust === undefined ? {} : { admission: { keys: request.trust.keys } };
  const effects = numbered(report);
  const { hosts } = request;
  const rollOut = rollOutOn(app);
  return await rollOut(
    { verb: 'rollback', app, hosts, release, effects, ...caller, ...admission },
    report,
    signal,
  );
}

/**
 * The kept release to go back to: the wanted one, else the one that served before the present one came, so that two
 * roll-backs go back two releases. Pure.
 */
export function chooseRelease(
  state: HostState,
  journal: readonly JournalEntry[],
  wanted?: string,
): KeptRelease | undefined {
  const whole = state.releases.filter((release) => release.whole);
  if (wanted !== undefined) return whole.find(({ id }) => id.startsWith(wanted));
  const kept = new Map(whole.map((release) => [release.id, release]));
  const line = lineOfReleases(journal);
  // What serves is unknown to the journal when it was cut short: all that it knows was before, then.
  if (line.at(-1) === state.serving) line.pop();
  const id = line.findLast((candidate) => candidate !== state.serving && kept.has(candidate));
  return id === undefined ? undefined : kept.get(id);
}

/** The releases that led to the present one, oldest first: a deployment adds one, a roll-back takes away. */
function lineOfReleases(journal: readonly JournalEntry[]): string[] {
  const backward = new Set(
    journal.flatMap((entry) =>
      entry.type === 'deployment.started' && entry.verb === 'rollback' ? entry.deployment : [],
    ),
  );
  const line: string[] = [];
  for (const entry of journal) {
    if (entry.type !== 'deployment.finished' || entry.result !== 'released') continue;
    const at = backward.has(entry.deployment) ? line.lastIndexOf(entry.release) : -1;
    if (at >= 0) line.length = at;
    line.push(entry.release);
  }
  return line;
}
