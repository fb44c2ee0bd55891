import type { AppConfig } from '../config/schema.ts';
import { PlabError } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { visit } from '../operate/visit.ts';
import { UnknownHostKey } from '../ssh/host-keys.ts';
import { checkHost } from './check-host.ts';
import type { Finding } from './finding.ts';

/** What the checks of one host found; one that cannot be reached has the connection's error as its only finding. */
export interface HostCheck {
  readonly host: string;
  readonly findings: readonly Finding[];
}

/** Looks at every host at once, as the preflight of a deployment does. Takes no lock. Errors: PLAB_HOST_KEY_UNKNOWN. */
export async function checkHosts(
  app: AppConfig,
  hosts: readonly Host[],
  signal: AbortSignal,
): Promise<HostCheck[]> {
  return await Promise.all(
    hosts.map(async (host) => ({ host: host.name, findings: await findingsOf(app, host, signal) })),
  );
}

async function findingsOf(app: AppConfig, host: Host, signal: AbortSignal): Promise<readonly Finding[]> {
  const request = { app: app.app, replicas: app.replicas, locked: false, registry: false };
  try {
    const findings = await visit(
      app,
      host,
      signal,
      async (connection) => await checkHost(connection, request),
    );
    return [{ check: 'connection', state: 'good', detail: host.target }, ...findings];
  } catch (error) {
    if (!(error instanceof PlabError) || error instanceof UnknownHostKey) throw error;
    return [{ check: 'connection', state: 'problem', detail: error.message, error }];
  }
}
