import type { AppConfig } from './config/schema.ts';
import { fail } from './errors.ts';
import type { Host } from './host/host.ts';
import { type DeploymentRecord, deployments, readJournal } from './host/journal.ts';
import type { HostState, KeptRelease } from './host/state.ts';
import type { Release } from './release.ts';
import type { Report } from './rollout/events.ts';
import { rollOut } from './rollout/rollout.ts';
import type { Connection } from './ssh/connection.ts';

export interface RollbackRequest {
  readonly app: AppConfig;
  readonly hosts: readonly Host[];
  /** Id of the release to go back to, or the beginning of it; absent: the one that served before. */
  readonly release?: string;
}

/** Goes back to a kept release, by the same rollout as a deployment has. Errors: PLAB_NO_RELEASE. */
export async function rollback(
  request: RollbackRequest,
  report: Report,
  signal: AbortSignal,
): Promise<DeploymentRecord[]> {
  const release = async (connection: Connection, state: HostState): Promise<Release> => {
    const records = deployments(await readJournal(connection, request.app.app));
    const found = chooseRelease(state, records, request.release);
    if (found === undefined) throw fail('PLAB_NO_RELEASE', connection.host.name);
    return { id: found.id, image: found.image, label: found.label, env: {} };
  };
  return await rollOut({ verb: 'rollback', app: request.app, hosts: request.hosts, release }, report, signal);
}

/**
 * The kept release to go back to: the wanted one, else the last one that served before the present one was first
 * released, so that two roll-backs go back two releases. Pure.
 */
export function chooseRelease(
  state: HostState,
  records: readonly DeploymentRecord[],
  wanted?: string,
): KeptRelease | undefined {
  if (wanted !== undefined) return state.releases.find(({ id }) => id.startsWith(wanted));
  const released = records.filter(({ result }) => result === 'released');
  const first = released.findIndex((record) => record.release === state.serving);
  const earlier = released.slice(0, Math.max(first, 0)).map((record) => record.release);
  const kept = new Map(state.releases.map((release) => [release.id, release]));
  const id = earlier.findLast((candidate) => candidate !== state.serving && kept.has(candidate));
  return id === undefined ? undefined : kept.get(id);
}
