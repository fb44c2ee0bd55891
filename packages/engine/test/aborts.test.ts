import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { abort, type BuildEvent, type BuildRequest, follow, soFar, startBuild } from '../src/index.ts';
import { bench, finished, log, ofType, pipeline, run, stage, stages } from './build.ts';

test('an abort that comes while a step does not listen is not lost', async (t) => {
  const many = "sh '#!/bin/sh\\ni=0; while [ $i -lt 3000 ]; do : >f$i; i=$((i+1)); done'";
  const source = pipeline(`${stage(`${many}\n stash 'all'`)}\n${stage("echo 'never'", 'B')}`);
  const { request } = await bench(t, { Jenkinsfile: source });
  const events = await run(request, (event) => event.type === 'step.started' && event.name === 'stash');
  assert.equal(finished(events).result, 'ABORTED');
  assert.deepEqual(stages(events), ['A: ABORTED', 'B: NOT_BUILT']);
});

/** Runs a build and aborts it as soon as a file is there. */
async function abortedAt(request: BuildRequest, file: string): Promise<BuildEvent[]> {
  const build = await startBuild(request);
  const over = new AbortController();
  void (async () => {
    while (!existsSync(file) && !over.signal.aborted) await pause(5);
    abort(build);
  })();
  const events = await Array.fromAsync(follow(build));
  over.abort();
  return events;
}

const manyFiles = `sh '''#!/bin/sh
  mkdir -p many/a many/b; cd many; seq -f a/%g 4000 | xargs touch; seq -f b/%g 4000 | xargs touch'''`;
const bigFile = "sh '#!/bin/sh\\nmkdir -p many/a; truncate -s 3G many/a/1'";

for (const [what, make] of [
  ['a large tree', manyFiles],
  ['a large file', bigFile],
] as const) {
  test(`an abort within stash is heard in ${what}, and no stash is there`, async (t) => {
    const post = "post { always { script { try { unstash 'all' } catch (e) { echo e.message } } } }";
    const { request, stateDir } = await bench(t, {
      Jenkinsfile: pipeline(stage(`${make}\n stash 'all'`), post),
    });
    const folder = join(stateDir, 'builds', 'job', 'stashes', '1', 'all.unfinished');
    const events = await abortedAt(request, join(folder, 'many', 'a', '1'));
    assert.equal(finished(events).result, 'ABORTED');
    assert.ok(!log(events).some((line) => line.startsWith('Stashed')));
    assert.equal(log(events).at(-1), 'No such saved stash ‘all’');
  });

  test(`an abort within archiveArtifacts is heard in ${what}, and what is kept is whole`, async (t) => {
    const { request, stateDir } = await bench(t, {
      Jenkinsfile: pipeline(stage(`${make}\n archiveArtifacts 'many/**'`)),
    });
    const folder = join(stateDir, 'builds', 'job', '1', 'artifacts', 'many');
    const events = await abortedAt(request, join(folder, 'a', '1'));
    assert.equal(finished(events).result, 'ABORTED');
    const told = ofType(events, 'artifact').length;
    const kept = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    );
    assert.ok(told < 4000, String(told));
    assert.equal(kept.length, told);
    if (make === bigFile) assert.equal(kept.length, 0);
  });

  test(`an abort within copyArtifacts is heard in ${what}, and no file is half there`, async (t) => {
    const { request, stateDir } = await bench(t, {
      Jenkinsfile: pipeline(`stage('Make') { when { equals expected: 1, actual: currentBuild.number }
        steps { ${make} } }\n${stage("script { if (currentBuild.number == 2) { copyArtifacts projectName: 'job', selector: specific('1') } }")}`),
    });
    await run(request);
    const made = join(stateDir, 'workspaces', 'job', 'many');
    await mkdir(join(stateDir, 'builds', 'job', '1', 'artifacts'));
    await rename(made, join(stateDir, 'builds', 'job', '1', 'artifacts', 'many'));
    const events = await abortedAt(request, join(made, 'a', '1'));
    assert.equal(finished(events).result, 'ABORTED');
    const copied = await readdir(join(made, 'a'));
    assert.ok(copied.length < 4000 && !log(events).some((line) => line.startsWith('Copied')));
    if (make === bigFile) assert.deepEqual(copied, []);
  });
}

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
