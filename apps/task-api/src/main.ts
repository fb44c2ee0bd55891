import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Drain } from './http/drain.ts';
import { createServer } from './server.ts';
import { type Settings, settingsFrom } from './settings.ts';
import { openSqliteStore } from './storage/sqlite/sqlite-store.ts';
import type { TaskStore } from './storage/store.ts';

/** Requests may take this long (ms) to end after SIGTERM. */
const patience = 10_000;

async function openStore({ databaseUrl, dataDir }: Settings): Promise<TaskStore> {
  if (databaseUrl === undefined) return openSqliteStore(dataDir);
  const { openPostgresStore } = await import('./storage/postgres/postgres-store.ts');
  return await openPostgresStore(databaseUrl);
}

/** OpenTelemetry is large: it is loaded only where traces go somewhere. */
async function tracing(settings: Settings): Promise<(app: FastifyInstance) => void> {
  const { traceEndpoint } = settings;
  if (traceEndpoint === undefined) return () => undefined;
  const { traceRequests } = await import('./tracing/otlp.ts');
  return (app) => traceRequests(app, settings, traceEndpoint);
}

const settings = settingsFrom(process.env);
const drain: Drain = { draining: false };
const server = createServer({
  settings,
  store: await openStore(settings),
  drain,
  prepare: await tracing(settings),
});

/** Not ready from now on; after the delay, in which a proxy sees that, no new connections; then the end. */
async function shutDown(): Promise<void> {
  drain.draining = true;
  await sleep(settings.drainDelay);
  const impatient = setTimeout(() => process.exit(1), patience);
  await server.close();
  clearTimeout(impatient);
}

process.once('SIGTERM', () => void shutDown()).once('SIGINT', () => void shutDown());
await server.listen({ host: settings.host, port: settings.port });
