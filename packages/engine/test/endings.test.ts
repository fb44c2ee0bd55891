import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { abort, type BuildEvent, endBuild, follow, listBuilds, startBuild } from '../src/index.ts';
import { bench, finished, log, pipeline, run, stage, stages } from './build.ts';

test('a script sees an abort and puts things in order, but cannot go on', async (t) => {
  const script = `try {
      while (true) { try { sleep 60 } catch (Throwable e) { echo "saw \${e.class.simpleName} \${e.result}" } }
    } finally { echo 'in order' }`;
  const source = pipeline(
    `${stage(`script { ${script}\n echo 'never' }`)}\n${stage("echo 'never'", 'B')}`,
    "post { aborted { echo 'P aborted' } }",
  );
  const { request } = await bench(t, { Jenkinsfile: source });
  const events = await run(request, (event) => event.type === 'step.started' && event.name === 'sleep');
  assert.equal(finished(events).result, 'ABORTED');
  assert.deepEqual(log(events), ['saw FlowInterruptedException ABORTED', 'in order', 'P aborted']);
});

test('an abort while the process of the build starts is one', async (t) => {
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage("sh 'sleep 60'")) });
  const build = await startBuild(request);
  abort(build);
  assert.equal(finished(await Array.fromAsync(follow(build))).result, 'ABORTED');
});

test('why a step was interrupted can be asked', async (t) => {
  const script = `try { input 'Go?' } catch (org.jenkinsci.plugins.workflow.steps.FlowInterruptedException e) {
    echo "\${e.result} \${e.causes[0].user} \${e.getCauses()[0].getShortDescription()}" }
    echo 'on'`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(`script { ${script} }`)) });
  const causes = [{ kind: 'UserIdCause', description: 'Started by user bob', user: 'bob' }];
  const events = await run({ ...request, causes, answers: { '*': 'abort' } });
  assert.deepEqual(log(events).slice(-2), ['ABORTED bob Rejected by bob', 'on']);
});

function runs(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

test('a build that hears nothing is killed with what it runs, and its journal has an end', async (t) => {
  const spin = stage('spin()', 'S');
  const source = pipeline(
    `stage('P') { parallel { ${stage("sh '#!/bin/sh\\necho group $$; sleep 300'", 'R')}\n ${spin} } }`,
  );
  const { request, stateDir } = await bench(t, { Jenkinsfile: source });
  const plugin = join(stateDir, '..', 'spin.mjs');
  await writeFile(
    plugin,
    'export async function run() { await new Promise((go) => setTimeout(go, 3000)); for (;;); }',
  );
  const build = await startBuild({ ...request, steps: { spin: plugin }, graceMs: 1000 });
  const events: BuildEvent[] = [];
  for await (const event of follow(build)) {
    events.push(event);
    if (event.type !== 'log' || !event.lines.some((line) => line.startsWith('group'))) continue;
    await pause(4000);
    abort(build);
    void endBuild(build, 500);
  }
  assert.deepEqual([finished(events).result, finished(events).error?.code], ['ABORTED', 'PLAB_BUILD_KILLED']);
  assert.deepEqual(
    events.map(({ seq }) => seq),
    events.map((_, index) => index + 1),
  );
  assert.equal((await listBuilds(stateDir, 'job'))[0]?.result, 'ABORTED');
  const group = Number(
    log(events)
      .find((line) => line.startsWith('group'))
      ?.split(' ')[1],
  );
  while (runs(group)) await pause(50);
});

test('a call that was wrong says nothing about the job; branches have a past of their own', async (t) => {
  const post =
    "post { changed { echo 'P changed' }\n fixed { echo 'P fixed' }\n regression { echo 'P worse' } }";
  const source = pipeline(stage('script { if (params.BREAK) { error "no" } }'), post);
  const parameters = "parameters { booleanParam(name: 'BREAK', defaultValue: false) }\n";
  const { request } = await bench(t, { Jenkinsfile: source.replace('post {', `${parameters} post {`) });
  assert.deepEqual(log(await run(request)), ['P changed']);
  const wrong = await run({ ...request, stage: 'Nope' });
  assert.deepEqual([finished(wrong).result, stages(wrong)], ['NOT_BUILT', []]);
  const other = await run({ ...request, branch: 'feature', params: { BREAK: 'true' } });
  assert.equal(finished(other).result, 'FAILURE');
  assert.deepEqual(log(await run(request)), []);
});

test('an abort that comes while the script calculates goes before the error that follows', async (t) => {
  const source = pipeline(stage("script { kick(); throw new Exception('after it') }"));
  const { request, stateDir } = await bench(t, { Jenkinsfile: source });
  const kick = join(stateDir, '..', 'kick.mjs');
  // The build hears of it only when its script has ended.
  await writeFile(kick, "export function run() { process.kill(process.pid, 'SIGTERM'); }");
  const events = await run({ ...request, steps: { kick } });
  assert.equal(finished(events).result, 'ABORTED', finished(events).error?.message);
});

test('a build with a very long error is one that ended', async (t) => {
  const source = pipeline(
    stage("script { currentBuild.description = 'd\u00fc' * 200000; error('\u00fc' * 300000) }"),
    "options { buildDiscarder(logRotator(numToKeepStr: '9')) }",
  );
  const { request, stateDir } = await bench(t, { Jenkinsfile: source });
  assert.equal(finished(await run(request)).result, 'FAILURE');
  assert.equal((await listBuilds(stateDir, 'job'))[0]?.result, 'FAILURE');
});

test('a dry run is no build of the past', async (t) => {
  const source = pipeline(
    stage("sh '[ $BUILD_NUMBER != 1 ]'"),
    `options { buildDiscarder(logRotator(numToKeepStr: '2')) }
     post { fixed { echo 'fixed' }\n changed { echo 'changed' } }`,
  );
  const { request, stateDir } = await bench(t, { Jenkinsfile: source });
  assert.equal(finished(await run(request)).result, 'FAILURE');
  assert.equal(finished(await run({ ...request, dryRun: true })).result, 'SUCCESS');
  assert.equal(finished(await run({ ...request, dryRun: true })).result, 'SUCCESS');
  const events = await run(request);
  assert.deepEqual(log(events).slice(-2), ['changed', 'fixed']);
  assert.deepEqual(
    (await listBuilds(stateDir, 'job')).map(({ number, dryRun }) => [number, dryRun]),
    [
      [4, undefined],
      [3, true],
      [2, true],
      [1, undefined],
    ],
  );
});
