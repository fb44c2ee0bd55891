import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bench, finished, log, ofType, pipeline, run, stage, stages, wholeLog } from './build.ts';

describe('results and post', () => {
  test('a failing step fails its stage, skips the later ones and runs the right post blocks', async (t) => {
    const post =
      "post { always { echo 'P always' }\n success { echo 'P success' }\n failure { echo 'P failure' }\n cleanup { echo 'P cleanup' } }";
    const source = pipeline([stage("sh 'exit 7'"), stage("echo 'never'", 'B')].join('\n'), post);
    const { request } = await bench(t, { Jenkinsfile: source });
    const events = await run(request);
    const { result, error } = finished(events);
    assert.equal(result, 'FAILURE');
    assert.deepEqual([error?.code, error?.message], ['PLAB_STEP_FAILED', 'script returned exit code 7']);
    assert.deepEqual(stages(events), ['A: FAILURE', 'B: NOT_BUILT']);
    assert.deepEqual(
      log(events).filter((line) => line.startsWith('P ')),
      ['P always', 'P failure', 'P cleanup'],
    );
  });

  test('a failing test makes the build unstable, and later stages run', async (t) => {
    const xml = '<testsuite name="s"><testcase name="a"><failure message="no"/></testcase></testsuite>';
    const source = pipeline(
      [stage("junit '*.xml'"), stage('echo currentBuild.currentResult', 'B')].join('\n'),
      "post { unstable { echo 'P unstable' } }",
    );
    const { request } = await bench(t, { Jenkinsfile: source, 'r.xml': xml });
    const events = await run(request);
    assert.equal(finished(events).result, 'UNSTABLE');
    assert.deepEqual(stages(events), ['A: UNSTABLE', 'B: SUCCESS']);
    assert.deepEqual(log(events), ['Recording test results', 'UNSTABLE', 'P unstable']);
  });

  test('a failed assertion shows its expression with the values', async (t) => {
    const { request } = await bench(t, {
      Jenkinsfile: pipeline(stage('script { def n = 2; assert n == 3 }')),
    });
    const { message } = finished(await run(request)).error ?? { message: '' };
    const shown = 'PowerAssertionError: assert n == 3\n       | |\n       2 false\n';
    assert.ok(message.includes(shown), message);
  });

  test('retry tries again, and tells the last error', async (t) => {
    const source = pipeline(
      stage("retry(3) { sh 'echo x >>count; test $(wc -l <count) -ge 3' }\n retry(2) { error 'no luck' }"),
    );
    const { request } = await bench(t, { Jenkinsfile: source });
    const events = await run(request);
    assert.equal(finished(events).error?.message, 'no luck');
    assert.equal(wholeLog(events).filter((line) => line === 'Retrying').length, 3);
  });

  test('a failing branch lets the others end, unless failFast is set', async (t) => {
    const branches = `parallel { ${stage("sh 'exit 1'", 'X')}\n ${stage("sh 'sleep 0.3; echo done'", 'Y')} }`;
    const { request } = await bench(t, { Jenkinsfile: pipeline(`stage('A') { ${branches} }`) });
    const patient = await run(request);
    assert.deepEqual(stages(patient), ['A / X: FAILURE', 'A / Y: SUCCESS', 'A: FAILURE']);
    const strict = await bench(t, {
      Jenkinsfile: pipeline(`stage('A') { failFast true\n ${branches.replace('0.3', '30')} }`),
    });
    const events = await run(strict.request);
    assert.deepEqual(stages(events), ['A / X: FAILURE', 'A / Y: ABORTED', 'A: FAILURE']);
    assert.equal(finished(events).result, 'FAILURE');
  });

  test('timeout ends what runs too long', async (t) => {
    const source = pipeline(stage("timeout(time: 200, unit: 'MILLISECONDS') { sh 'sleep 60' }"));
    const { request } = await bench(t, { Jenkinsfile: source });
    const events = await run(request);
    const { result, error, ms } = finished(events);
    assert.equal(result, 'ABORTED');
    assert.equal(error?.message, 'Timeout has been exceeded');
    assert.ok(ms < 30_000);
  });

  test('when, catchError, previous results', async (t) => {
    const source = pipeline(
      [
        `stage('A') { when { branch 'release/*' }\n steps { echo 'never' } }`,
        `stage('B') { when { expression { env.BRANCH_NAME == 'main' } }\n steps { catchError(buildResult: 'UNSTABLE') { error 'soft' } } }`,
      ].join('\n'),
      "post { changed { echo 'P changed' }\n fixed { echo 'P fixed' } }",
    );
    const { request } = await bench(t, { Jenkinsfile: source });
    const first = await run(request);
    assert.deepEqual(stages(first), ['A: NOT_BUILT', 'B: SUCCESS']);
    assert.equal(finished(first).result, 'UNSTABLE');
    assert.deepEqual(log(first), ['P changed']);
    const second = await run(request);
    assert.deepEqual(log(second), [], 'nothing changed');
  });
});

describe('environment and steps', () => {
  test('entries of an environment may need each other in any order', async (t) => {
    const environment =
      'environment { FULL = "${NAME}:${TAG}"\n NAME = \'api\'\n TAG = "${env.BUILD_NUMBER}"\n PATH = "/extra:$PATH" }';
    const source = pipeline(
      stage('sh \'echo "$FULL"; case $PATH in /extra:/*) echo extended;; esac\'\n echo FULL + env.NAME'),
      environment,
    );
    const { request } = await bench(t, { Jenkinsfile: source });
    const lines = log(await run(request));
    assert.ok(
      lines.includes('api:1') && lines.includes('extended') && lines.includes('api:1api'),
      lines.join('|'),
    );
  });

  test('a circle in an environment is an error that names it', async (t) => {
    const { request } = await bench(t, {
      Jenkinsfile: pipeline(stage("echo '1'"), 'environment { A = "$B"\n B = "$A" }'),
    });
    const { error } = finished(await run(request));
    assert.equal(error?.code, 'PLAB_ENVIRONMENT_CYCLE');
    assert.match(error?.message ?? '', /A → B → A/);
  });

  test('sh gives its output or its status, and keeps stdout and stderr in order', async (t) => {
    const steps = `script {
      def out = sh(script: 'echo " 42 "', returnStdout: true).trim()
      def status = sh(script: 'exit 3', returnStatus: true)
      echo "$out $status"
    }
    sh '''#!/bin/sh
      echo one; echo two >&2; echo three
    '''`;
    const { request } = await bench(t, { Jenkinsfile: pipeline(stage(steps)) });
    const lines = log(await run(request)).filter((line) => !line.startsWith('+'));
    assert.deepEqual(lines, ['42 3', 'one', 'two', 'three']);
  });

  test('files, folders and withEnv', async (t) => {
    const steps = `dir('sub') { writeFile file: 'a.txt', text: 'hello\\n'; sh 'cat a.txt' }
      echo readFile('sub/a.txt').trim() + fileExists('sub/a.txt') + fileExists('b.txt')
      withEnv(['GREETING=hi']) { sh 'echo "$GREETING"' }
      archiveArtifacts artifacts: 'sub/*.txt'`;
    const { request } = await bench(t, { Jenkinsfile: pipeline(stage(steps)) });
    const events = await run(request);
    assert.deepEqual(
      log(events).filter((line) => !line.startsWith('+')),
      ['hello', 'hellotruefalse', 'hi', 'Archiving artifacts'],
    );
    assert.deepEqual(
      ofType(events, 'artifact').map(({ path, bytes }) => [path, bytes]),
      [['sub/a.txt', 6]],
    );
  });

  test('secrets are masked before they are written', async (t) => {
    const { request } = await bench(t, { Jenkinsfile: pipeline(stage('sh \'echo "t0p-$S"\'')) });
    const events = await run({ ...request, env: { ...request.env, S: 'secret' }, masks: ['t0p-secret'] });
    assert.ok(log(events).includes('****'));
    assert.ok(!JSON.stringify(events).includes('t0p-secret'));
  });

  test('an error of the script is told with its place', async (t) => {
    const { request } = await bench(t, { Jenkinsfile: pipeline(stage('script {\n  echo nothing\n }')) });
    const { error } = finished(await run(request));
    assert.match(
      error?.message ?? '',
      /^Jenkinsfile:5:8: MissingPropertyException: No such property: nothing for class: WorkflowScript\n5 \| +echo nothing\n.*\^$/,
    );
  });
});
