import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from '../src/server.ts';
import { settingsFrom } from '../src/settings.ts';
import { openSqliteStore } from '../src/storage/sqlite/sqlite-store.ts';

export interface RunningApp {
  readonly url: string;
  stop(): Promise<void>;
}

/** The whole server on a port of its own, with tasks in a folder of its own. */
export async function startApp(env: Readonly<Record<string, string>> = {}): Promise<RunningApp> {
  const folder = await mkdtemp(join(tmpdir(), 'task-app-'));
  const settings = settingsFrom({ LOG_LEVEL: 'silent', APP_VERSION: '1.2.3', ...env, DATA_DIR: folder });
  const app = createServer({ settings, store: openSqliteStore(folder) });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    stop: async () => {
      await app.close();
      await rm(folder, { recursive: true });
    },
  };
}
