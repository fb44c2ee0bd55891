import { request } from 'node:http';
import type { AppConfig } from '../config/schema.ts';
import { PlabError } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { type JournalEntry, journalSize, readJournal } from '../host/journal.ts';
import type { KeptRelease } from '../host/state.ts';
import type { Connection } from '../ssh/connection.ts';
import { metricsOnNode } from '../swarm/metrics.ts';
import { releaseOn, untilLost, visit } from './visit.ts';

/** A host at one moment. */
export interface HostLook {
  readonly host: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly serving: KeptRelease | undefined;
  /** Its journal, oldest first; the same array as before while it has not grown. */
  readonly entries: readonly JournalEntry[];
  /** What the containers that serve tell Prometheus, by their numbers from 0; one that tells nothing is not there. */
  readonly metrics: ReadonlyMap<number, string>;
}

/**
 * Looks at a host each `interval` milliseconds over one connection, until the signal aborts; the metrics come from the
 * release itself, through the connection, so that no proxy stands between. Takes no lock and changes nothing. Errors: a connection that ends.
 */
export async function watchHost(
  app: AppConfig,
  host: Host,
  onLook: (look: HostLook) => void,
  signal: AbortSignal,
  interval = 2000,
): Promise<void> {
  await visit(app, host, signal, async (connection) => {
    const stop = AbortSignal.any([signal, connection.lost]);
    const journal = growingJournal(connection, app.app);
    await untilLost([connection], signal, interval, async () => {
      const serving = await servingOn(connection, app);
      const [entries, metrics] = await Promise.all([journal(), metricsOf(connection, app, serving)]);
      if (!stop.aborted) onLook({ host: host.name, at: Date.now(), serving, entries, metrics });
    });
  });
}

async function servingOn(connection: Connection, app: AppConfig): Promise<KeptRelease | undefined> {
  try {
    const found = await releaseOn(connection, app, undefined);
    // A node of a swarm may have nothing of it but workers.
    return found.replicas.length === 0 ? undefined : found;
  } catch (error) {
    if (error instanceof PlabError && error.code === 'PLAB_NOT_DEPLOYED') return undefined;
    throw error;
  }
}

/** Reads the journal again only when it has another size. */
function growingJournal(connection: Connection, app: string): () => Promise<readonly JournalEntry[]> {
  let size = -1;
  let entries: readonly JournalEntry[] = [];
  return async () => {
    const now = await journalSize(connection, app);
    if (now !== size) entries = await readJournal(connection, app);
    size = now;
    return entries;
  };
}

/** So many characters of metrics are read at most. */
const most = 8_000_000;

async function metricsOf(
  connection: Connection,
  app: AppConfig,
  serving: KeptRelease | undefined,
): Promise<Map<number, string>> {
  if (serving === undefined) return new Map();
  const told = await Promise.all(
    app.swarm === undefined
      ? [...socketsOf(connection, serving)].map(
          async ([replica, socket]) => [replica, await metricsAt(socket)] as const,
        )
      : serving.replicas.map(async ({ replica }) => [replica, await metricsOnNode(connection, app)] as const),
  );
  return new Map(told.flatMap(([replica, text]) => (text === undefined ? [] : [[replica, text] as const])));
}

/** The ways to the containers that serve, by their numbers: one in between may be missing. */
export function socketsOf(
  { slotSocket }: Pick<Connection, 'slotSocket'>,
  { slot, replicas }: Pick<KeptRelease, 'slot' | 'replicas'>,
): Map<number, string> {
  return new Map(replicas.map(({ replica }) => [replica, slotSocket(slot, replica)]));
}

async function metricsAt(socketPath: string): Promise<string | undefined> {
  return await new Promise((resolve) => {
    const call = request({ socketPath, path: '/metrics', timeout: 3000, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body += text;
        if (body.length > most) call.destroy();
      });
      response.on('end', () => resolve(response.statusCode === 200 ? body : undefined));
      response.on('error', () => resolve(undefined));
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(undefined));
    call.end();
  });
}
