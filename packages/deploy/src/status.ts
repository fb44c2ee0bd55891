import type { AppConfig } from './config/schema.ts';
import type { Host } from './host/host.ts';
import { type DeploymentRecord, deployments, readJournal } from './host/journal.ts';
import { type HostState, observe } from './host/state.ts';
import { visit } from './operate/visit.ts';
import type { Connection } from './ssh/connection.ts';

export interface HostStatus {
  readonly host: string;
  readonly state: HostState;
  /** Deployments that ended, oldest first. */
  readonly deployments: readonly DeploymentRecord[];
}

/** What a host serves, keeps and went through. Takes no lock and changes nothing. */
export async function status(app: AppConfig, host: Host, signal: AbortSignal): Promise<HostStatus> {
  const look = async (connection: Connection): Promise<HostStatus> => ({
    host: host.name,
    state: await observe(connection, app.app),
    deployments: deployments(await readJournal(connection, app.app)),
  });
  return await visit(app, host, signal, look);
}
