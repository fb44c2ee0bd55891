import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { startProcess } from './process.ts';

const run = promisify(execFile);
const bundle = join(import.meta.dirname, '../bundle.ts');

test('the bundle reads packages.seldom.cjs only with the settings that need it', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'task-bundle-'));
  t.after(() => rm(folder, { recursive: true }));
  await run(process.execPath, [bundle, folder]);
  const start = async (env: Record<string, string>): Promise<void> => {
    const app = await startProcess({ DATA_DIR: join(folder, 'data'), ...env }, join(folder, 'main.mjs'));
    try {
      for (const path of ['/health', '/tasks?q=a', '/metrics', '/docs', '/']) {
        const response = await fetch(app.url + path);
        assert.equal(response.status, 200);
        await response.arrayBuffer();
      }
    } finally {
      app.child.kill('SIGTERM');
      assert.deepEqual(await app.ended, [0, null]);
    }
  };
  const seldom = [
    { RATE_LIMIT: '100' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' },
    { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' },
  ];
  await start({ RATE_LIMIT: '100' });
  await rm(join(folder, 'packages.seldom.cjs'));
  await start({});
  for (const env of seldom)
    await assert.rejects(start(env), /Cannot find module '\.\/packages\.seldom\.cjs'/, JSON.stringify(env));
});
