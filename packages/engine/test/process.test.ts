import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type BuildEvent, follow, startBuild } from '../src/index.ts';
import { bench, finished, log, pipeline, run, stage, stages, wholeLog } from './build.ts';

/** Whether a process runs; one that has ended and waits for its parent does not. */
function runs(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('the process of a build', () => {
  test('an abort ends the step and everything it started; post blocks still run', async (t) => {
    const source = pipeline(
      // Without a trace: the one of the child would fall into the middle of a line.
      stage("sh '#!/bin/sh\\nsleep 300 & echo child $!; wait'"),
      "post { aborted { sh 'echo P aborted' } }",
    );
    const { request } = await bench(t, { Jenkinsfile: source });
    const events = await run(
      request,
      (event) => event.type === 'log' && event.lines.some((line) => line.startsWith('child')),
    );
    assert.equal(finished(events).result, 'ABORTED');
    assert.deepEqual(stages(events), ['A: ABORTED']);
    assert.ok(log(events).includes('P aborted'));
    const child = Number(
      log(events)
        .find((line) => line.startsWith('child'))
        ?.split(' ')[1],
    );
    assert.ok(!runs(child), `process ${child} still runs`);
  });

  test('any number of readers may follow, also when the build is over', async (t) => {
    const { request } = await bench(t, { Jenkinsfile: pipeline(stage("sh 'echo a; sleep 0.2; echo b'")) });
    const build = await startBuild(request);
    const all = await Promise.all([Array.fromAsync(follow(build)), Array.fromAsync(follow(build))]);
    assert.deepEqual(all[0], all[1]);
    assert.deepEqual(await Array.fromAsync(follow(build)), all[0]);
    assert.equal(all[0]?.at(-1)?.type, 'build.finished');
  });

  test('a build that was killed anywhere leaves a readable journal, and the next one is not hurt', async (t) => {
    const source = pipeline(
      [
        stage("sh 'echo up; sleep 0.2'"),
        `stage('P') { parallel { ${stage("sh 'sleep 0.3'", 'x')}\n ${stage("echo 'y'", 'y')} } }`,
      ].join('\n'),
      "options { disableConcurrentBuilds() }\n post { always { sh 'true' } }",
    );
    const { request } = await bench(t, { Jenkinsfile: source });
    for (const after of [1, 3, 5, 8, 12, 18, 24]) {
      const build = await startBuild(request);
      const events: BuildEvent[] = [];
      for await (const event of follow(build)) {
        events.push(event);
        if (events.length === after) process.kill(build.pid ?? 0, 'SIGKILL');
      }
      assert.equal(finished(events).error?.code, 'PLAB_BUILD_DIED', `after ${after} events`);
      assert.deepEqual(
        events.map(({ seq }) => seq),
        events.map((_, index) => index + 1),
      );
    }
    const events = await run(request);
    assert.equal(finished(events).result, 'SUCCESS');
    assert.match(wholeLog(events)[0] ?? '', /workspaces\/job$/, 'it gets the first workspace again');
  });

  test('builds of a job are numbered, and two at once have workspaces of their own', async (t) => {
    const both =
      'pwd; touch "$HOME/$BUILD_NUMBER"; until [ -e "$HOME/1" ] && [ -e "$HOME/2" ]; do sleep 0.05; done';
    const { request } = await bench(t, { Jenkinsfile: pipeline(stage(`sh '${both}'`)) });
    const [one, other] = await Promise.all([run(request), run(request)]);
    const numbers = [one, other].map(([first]) => (first?.type === 'build.started' ? first.number : 0));
    assert.deepEqual(
      numbers.sort((a, b) => a - b),
      [1, 2],
    );
    const folders = [one, other].map((events) => log(events).find((line) => line.startsWith('/')));
    assert.notEqual(folders[0], folders[1]);
  });

  test('the workspace holds the commit, not the dirty folder, unless asked for', async (t) => {
    const { request, repository } = await bench(t, {
      Jenkinsfile: pipeline(stage("sh 'cat data; ls'")),
      data: 'committed\n',
    });
    await writeFile(join(repository, 'data'), 'dirty\n');
    await writeFile(join(repository, 'new'), '');
    assert.deepEqual(
      log(await run(request)).filter((line) => !line.startsWith('+')),
      ['committed', 'Jenkinsfile', 'data'],
    );
    const dirty = log(await run({ ...request, dirty: true })).filter((line) => !line.startsWith('+'));
    assert.deepEqual(dirty, ['dirty', 'Jenkinsfile', 'data', 'new']);
  });
});

describe('bad input is one clear error, before anything runs', () => {
  for (const [what, source, code, message] of [
    ['no Jenkinsfile', undefined, 'PLAB_NO_JENKINSFILE', /there is no Jenkinsfile in commit/],
    [
      'a syntax error',
      "pipeline {\n  agent any\n  stages { stage('A' { } }\n}",
      'PLAB_SYNTAX',
      /^Jenkinsfile:3:26: unexpected .*\n3 \| .*\n *\| +\^$/,
    ],
    ['a missing section', 'pipeline {\n}', 'PLAB_JENKINSFILE_INVALID', /Missing required section "agent"/],
    [
      'an unknown step',
      pipeline(stage("shh 'make'")),
      'PLAB_UNKNOWN_STEP',
      /^Jenkinsfile:4:22: unknown step 'shh'; did you mean 'sh'\?/,
    ],
  ] as const) {
    test(what, async (t) => {
      const { request } = await bench(t, {
        other: '',
        ...(source === undefined ? {} : { Jenkinsfile: source }),
      });
      const events = await run(request);
      const { result, error } = finished(events);
      assert.equal(result, code === 'PLAB_NO_JENKINSFILE' ? 'NOT_BUILT' : 'FAILURE');
      assert.equal(error?.code, code);
      assert.match(error?.message ?? '', message);
      assert.notEqual(error?.hint, '');
      assert.deepEqual(stages(events), []);
    });
  }

  test('a folder that is no repository, and a commit that is not there', async (t) => {
    const { request, stateDir } = await bench(t, { Jenkinsfile: '' });
    const elsewhere = finished(await run({ ...request, repository: stateDir }));
    assert.equal(elsewhere.error?.code, 'PLAB_NOT_A_REPOSITORY');
    const unknown = finished(await run({ ...request, commit: 'f'.repeat(40) }));
    assert.equal(unknown.error?.code, 'PLAB_NO_COMMIT');
  });
});
