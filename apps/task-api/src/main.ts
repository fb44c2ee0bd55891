import { createServer } from './server.ts';
import { settingsFrom } from './settings.ts';
import { openSqliteStore } from './tasks/sqlite-store.ts';

/** Requests may take this long (ms) to end after SIGTERM. */
const patience = 10_000;

const settings = settingsFrom(process.env);
const server = createServer(settings, openSqliteStore(settings.dataDir));

async function shutDown(): Promise<void> {
  const impatient = setTimeout(() => process.exit(1), patience);
  await server.close();
  clearTimeout(impatient);
}

process.once('SIGTERM', () => void shutDown()).once('SIGINT', () => void shutDown());
await server.listen({ host: settings.host, port: settings.port });
