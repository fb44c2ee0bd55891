import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startBuild } from '../src/index.ts';
import { bench, pipeline, stage } from './build.ts';

test('the files of secrets go with a build that is killed', async (t) => {
  const source = pipeline(
    stage(`withCredentials([file(credentialsId: 'f', variable: 'F')]) { sh '[ -f "$F" ]; sleep 60' }`),
  );
  const { request, stateDir, started } = await bench(t, { Jenkinsfile: source });
  const build = await startBuild({ ...request, secrets: { f: 'a secret in a file' } });
  await started(1);
  const folder = join(stateDir, 'workspaces', 'job@tmp', 'secretFiles');
  const files = async (): Promise<string[]> => await readdir(folder).catch(() => []);
  assert.equal((await files()).length, 1);
  process.kill(build.pid ?? 0, 'SIGKILL');
  while ((await files()).length > 0) await pause(50);
});
