import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { follow, startBuild } from '../src/index.ts';
import { bench, finished, log, pipeline, run, stage } from './build.ts';

const waits = (inside: string): string =>
  `sh '#!/bin/sh\\necho "$WORKSPACE"; echo "$BUILD_NUMBER" >mine; ` +
  `[ "$BUILD_NUMBER" = 2 ] || while [ ! -f "$HOME/go" ]; do sleep 0.1; done; ${inside}'`;

for (const [where, source] of [
  ['ws', pipeline(stage(`ws('shared') { ${waits('cat mine')} }`))],
  [
    'customWorkspace',
    pipeline(stage(waits('cat mine'))).replace(
      'agent any',
      'agent { node { label \'\'\n customWorkspace "$HOME/shared" } }',
    ),
  ],
] as const)
  test(`two builds in one ${where} get a folder each, and run their own scripts`, async (t) => {
    const { request, stateDir, started } = await bench(t, { Jenkinsfile: source });
    const first = await startBuild(request);
    await started(1);
    const second = await run(request);
    await writeFile(join(dirname(stateDir), 'go'), '');
    const events = await Array.fromAsync(follow(first));
    const told = (all: typeof events): unknown => [finished(all).result, ...log(all)];
    const folder = join(where === 'ws' ? join(stateDir, 'workspaces') : dirname(stateDir), 'shared');
    assert.deepEqual(told(events), ['SUCCESS', folder, '1']);
    assert.deepEqual(told(second), ['SUCCESS', `${folder}@2`, '2']);
    const third = await run(request);
    assert.equal(log(third)[0], folder, 'the first one is free again');
  });

test('what a killed build left beside its workspace is gone when the next one takes it', async (t) => {
  const { request, stateDir } = await bench(t, {
    Jenkinsfile: pipeline(stage('sh \'#!/bin/sh\\nls -A "$WORKSPACE_TMP"\'')),
  });
  const left = join(stateDir, 'workspaces', 'job@tmp', 'secretFiles', 'x');
  await mkdir(left, { recursive: true });
  await writeFile(join(left, 'key'), 'secret');
  const [only, ...others] = log(await run(request));
  assert.match(only ?? '', /^script-.*\.sh$/);
  assert.deepEqual(others, []);
});
