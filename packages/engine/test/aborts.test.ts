import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { follow, soFar, startBuild } from '../src/index.ts';
import { bench, finished, log, ofType, pipeline, run, stage, stages } from './build.ts';

test('an abort that comes while a step does not listen is not lost', async (t) => {
  const many = "sh '#!/bin/sh\\ni=0; while [ $i -lt 3000 ]; do : >f$i; i=$((i+1)); done'";
  const source = pipeline(`${stage(`${many}\n stash 'all'`)}\n${stage("echo 'never'", 'B')}`);
  const { request } = await bench(t, { Jenkinsfile: source });
  const events = await run(request, (event) => event.type === 'step.started' && event.name === 'stash');
  assert.equal(finished(events).result, 'ABORTED');
  assert.deepEqual(stages(events), ['A: ABORTED', 'B: NOT_BUILT']);
});

test('an error in post does not take the place of what went before', async (t) => {
  const post =
    "post { always { error 'post broke' }\n aborted { echo 'P aborted' }\n failure { echo 'P failure' } }";
  const source = pipeline(stage("timeout(time: 1, unit: 'MILLISECONDS') { sh 'sleep 60' }"), post);
  const { request } = await bench(t, { Jenkinsfile: source });
  const events = await run(request);
  assert.equal(finished(events).result, 'ABORTED');
  assert.match(finished(events).error?.message ?? '', /Timeout/);
  assert.deepEqual(
    log(events).filter((line) => line.startsWith('P ')),
    ['P aborted'],
  );
});

test('buildDiscarder leaves an older build that still runs, and removes one that died', async (t) => {
  const source = pipeline(
    stage(
      'sh \'#!/bin/sh\\necho up; [ "$BUILD_NUMBER" != 2 ] || while [ ! -f go ]; do sleep 0.1; done; echo down\'',
    ),
    "options { buildDiscarder(logRotator(numToKeepStr: '1')) }",
  );
  const { request, builds, started, stateDir } = await bench(t, { Jenkinsfile: source });
  const dead = await startBuild(request);
  process.kill(dead.pid ?? 0, 'SIGKILL');
  const older = await startBuild(request);
  await started(2);
  const part = await Array.fromAsync(soFar(older));
  assert.equal(ofType(part, 'build.finished').length, 0, 'what there is so far, without waiting');
  assert.equal(finished(await Array.fromAsync(soFar(dead))).error?.code, 'PLAB_BUILD_DIED');
  assert.equal(finished(await run(request)).result, 'SUCCESS');
  assert.deepEqual(await builds(), ['2', '3']);
  await writeFile(join(stateDir, 'workspaces', 'job', 'go'), '');
  const events = await Array.fromAsync(follow(older));
  assert.equal(finished(events).result, 'SUCCESS');
  assert.ok(log(events).includes('down'));
});
