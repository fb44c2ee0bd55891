import type { AppConfig } from './config/schema.ts';
import type { Host } from './host/host.ts';
import { type DeploymentRecord, deployments, readJournal } from './host/journal.ts';
import { type HostState, observe } from './host/state.ts';
import { connect } from './ssh/connection.ts';

export interface HostStatus {
  readonly host: string;
  readonly state: HostState;
  /** Deployments that ended, oldest first. */
  readonly deployments: readonly DeploymentRecord[];
}

/** What a host serves, keeps and went through. Takes no lock and changes nothing. */
export async function status(app: AppConfig, host: Host, signal: AbortSignal): Promise<HostStatus> {
  const connection = await connect({ host, app: app.app, port: app.port, lock: false, owner: '' }, signal);
  try {
    const state = await observe(connection, app.app);
    return { host: host.name, state, deployments: deployments(await readJournal(connection, app.app)) };
  } finally {
    await connection.close();
  }
}
