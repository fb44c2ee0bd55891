import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bench, finished, log, ofType, pipeline, run, stage, stages, wholeLog } from './build.ts';

describe('what Declarative does, and in which order', () => {
  test('agent, environment, options, when, steps and post nest as in Jenkins', async (t) => {
    const source = `pipeline {
      agent any
      environment { OUTER = 'o' }
      options { timeout(time: 5, unit: 'MINUTES') }
      stages {
        stage('A') {
          environment { INNER = "\${OUTER}i" }
          options { retry(2) }
          steps { echo INNER }
          post { always { echo 'post A' } }
        }
      }
      post { always { echo 'post' } }
    }`;
    const { request } = await bench(t, { Jenkinsfile: source });
    const events = await run(request);
    const names = ofType(events, 'step.started').map(({ name, summary }) => `${name} ${summary}`.trim());
    assert.deepEqual(
      names.filter((name) => !name.includes('GIT_')),
      [
        'node',
        'checkout',
        'withEnv OUTER',
        'timeout 5 minutes',
        'retry 2 times at most',
        'withEnv INNER',
        'echo oi',
        'echo post A',
        'echo post',
      ],
    );
    assert.deepEqual(
      ofType(events, 'stage.started').map(({ name }) => name),
      ['Declarative: Checkout SCM', 'A', 'Declarative: Post Actions'],
    );
  });

  test('stages after a failure are opened and skipped, with those inside of them', async (t) => {
    const source = pipeline(
      [
        stage("error 'first'"),
        `stage('B') { stages { ${stage("echo 'never'", 'C')} } }`,
        `stage('D') { parallel { ${stage("echo 'never'", 'E')} } }`,
      ].join('\n'),
    );
    const { request } = await bench(t, { Jenkinsfile: source });
    const events = await run(request);
    const skipped = ofType(events, 'stage.finished').flatMap(({ stage: id, skipped: why }) =>
      why === undefined ? [] : [`${id}: ${why}`],
    );
    assert.deepEqual(
      skipped,
      ['B / C', 'B', 'D / E', 'D'].map(
        (id) => `${id}: Stage "${id.split(' / ').at(-1)}" skipped due to earlier failure(s)`,
      ),
    );
    assert.deepEqual(
      log(events).filter((line) => line === 'never'),
      [],
    );
  });

  test('a failing post condition is told, and the others run', async (t) => {
    const post =
      "post { always { error 'bad post' }\n success { echo 'never' }\n failure { echo 'P failure' }\n cleanup { echo 'P cleanup' } }";
    const { request } = await bench(t, { Jenkinsfile: pipeline(stage("echo 'fine'"), post) });
    const events = await run(request);
    assert.equal(finished(events).result, 'FAILURE');
    const lines = wholeLog(events).slice(-4);
    assert.deepEqual(lines, [
      'Error when executing always post condition:',
      'bad post',
      'P failure',
      'P cleanup',
    ]);
  });

  test('the result of a stage is its own: a warning fails its post, not the build', async (t) => {
    const source = pipeline(
      stage(
        "catchError(buildResult: 'SUCCESS', stageResult: 'FAILURE') { error 'soft' }",
        'A',
        "post { failure { echo 'stage failed' }\n success { echo 'never' } }",
      ),
      "post { success { echo 'build succeeded' } }",
    );
    const { request } = await bench(t, { Jenkinsfile: source });
    const events = await run(request);
    assert.equal(finished(events).result, 'SUCCESS');
    assert.ok(stages(events).includes('A: FAILURE'));
    const said = log(events).filter((line) => /^(?:stage failed|build succeeded|never)$/.test(line));
    assert.deepEqual(said, ['stage failed', 'build succeeded']);
  });

  test('changed, fixed and regression look at the build before', async (t) => {
    const source = pipeline(
      stage("script { if (params.BREAK) { error 'broken' } }"),
      "parameters { booleanParam(name: 'BREAK', defaultValue: false) }\n post { changed { echo 'changed' }\n fixed { echo 'fixed' }\n regression { echo 'regression' } }",
    );
    const { request } = await bench(t, { Jenkinsfile: source });
    const said = async (BREAK: string): Promise<string[]> =>
      log(await run({ ...request, params: { BREAK } })).filter((line) =>
        ['changed', 'fixed', 'regression'].includes(line),
      );
    assert.deepEqual(await said('false'), ['changed'], 'the first build is a change');
    assert.deepEqual(await said('false'), []);
    assert.deepEqual(await said('true'), ['changed', 'regression']);
    assert.deepEqual(await said('true'), []);
    assert.deepEqual(await said('false'), ['changed', 'fixed']);
  });

  test('a timeout inside of retry is tried again; one around it is not', async (t) => {
    const source = pipeline(
      stage("retry(2) { timeout(time: 300, unit: 'MILLISECONDS') { sh 'echo try; sleep 30' } }", 'inside'),
    );
    const inside = await bench(t, { Jenkinsfile: source });
    const first = await run(inside.request);
    assert.equal(log(first).filter((line) => line === 'try').length, 2);
    assert.equal(finished(first).result, 'ABORTED');
    const around = await bench(t, {
      Jenkinsfile: pipeline(
        stage("timeout(time: 500, unit: 'MILLISECONDS') { retry(3) { sh 'echo try; sleep 30' } }", 'around'),
      ),
    });
    const second = await run(around.request);
    assert.equal(log(second).filter((line) => line === 'try').length, 1);
  });

  test('when conditions: globs, tags, change requests, changes, restarts', async (t) => {
    const conditions = [
      ['branch', "branch 'MA*'"],
      ['regexp', "branch pattern: 'ma.n', comparator: 'REGEXP'"],
      ['tag', 'buildingTag()'],
      ['change', "changeRequest target: 'main'"],
      ['set', "changeset '**/*.txt'"],
      ['log', "changelog '.*second.*'"],
      ['user', "triggeredBy 'UserIdCause'"],
      ['none', "not { anyOf { tag 'v*'\n equals expected: 1, actual: 1 } }"],
    ];
    const source = pipeline(
      conditions.map(([name, when]) => stage("echo 'x'", name, `when { ${when} }`)).join('\n'),
    );
    const { request, commit } = await bench(t, { Jenkinsfile: source });
    const ran = async (more: Partial<typeof request>): Promise<string[]> =>
      ofType(await run({ ...request, ...more }), 'stage.finished').flatMap(({ stage: id, skipped }) =>
        skipped === undefined && !id.startsWith('Declarative') ? [id] : [],
      );
    assert.deepEqual(await ran({}), ['branch', 'regexp']);
    const second = await commit('a.txt', 'the second commit');
    assert.deepEqual(
      await ran({ commit: second, change: { id: '4', target: 'main' }, tag: 'v1' }),
      ['tag', 'change', 'set', 'log'],
      'a tag names the branch of its build',
    );
    const causes = [{ kind: 'UserIdCause', description: 'Started by user bob', user: 'bob' }];
    assert.deepEqual(await ran({ commit: second, causes }), ['branch', 'regexp', 'user']);
  });

  test('a matrix: cells without the excluded ones, each with its axes as environment', async (t) => {
    const source = pipeline(`stage('M') { matrix {
      axes { axis { name 'OS'
        values 'linux', 'mac' }
      axis { name 'DB'
        values 'a', 'b' } }
      excludes { exclude { axis { name 'OS'
        values 'mac' }
      axis { name 'DB'
        notValues 'a' } } }
      stages { ${stage('echo "$OS $DB"', 'in')} }
    } }`);
    const { request } = await bench(t, { Jenkinsfile: source });
    const said = log(await run(request)).filter((line) => /^(?:linux|mac) /.test(line));
    assert.deepEqual(said.sort(), ['linux a', 'linux b', 'mac a']);
  });

  test('one stage, or all from a stage on', async (t) => {
    const source = pipeline(['A', 'B', 'C'].map((name) => stage(`echo 'in ${name}'`, name)).join('\n'));
    const { request } = await bench(t, { Jenkinsfile: source });
    const said = async (more: object): Promise<string[]> =>
      log(await run({ ...request, ...more })).filter((line) => line.startsWith('in '));
    assert.deepEqual(await said({ from: 'B' }), ['in B', 'in C']);
    assert.deepEqual(await said({ stage: 'B' }), ['in B']);
    const { error } = finished(await run({ ...request, stage: 'Bb' }));
    assert.match(error?.message ?? '', /no stage “Bb”; did you mean “B”\?/);
  });

  test('input: answered beforehand, refused where nobody can be asked', async (t) => {
    const source = pipeline(
      stage(
        'echo "to $WHERE"',
        'A',
        "input { message 'Deploy?'\n id 'deploy'\n parameters { choice(name: 'WHERE', choices: ['test', 'live']) } }",
      ),
    );
    const { request } = await bench(t, { Jenkinsfile: source });
    assert.ok(log(await run({ ...request, answers: { deploy: 'live' } })).includes('to live'));
    assert.ok(log(await run({ ...request, answers: { '*': 'proceed' } })).includes('to test'));
    assert.equal(finished(await run({ ...request, answers: { deploy: 'abort' } })).result, 'ABORTED');
    assert.match(finished(await run(request)).error?.message ?? '', /nobody can be asked here: Deploy\?/);
    assert.match(
      finished(await run({ ...request, answers: { deploy: 'moon' } })).error?.message ?? '',
      /WHERE cannot be “moon”/,
    );
  });

  test('parameters are typed and checked', async (t) => {
    const source = pipeline(
      stage('script { if (params.FAST) { echo "fast ${params.NAME}" } }'),
      "parameters { booleanParam(name: 'FAST', defaultValue: false)\n string(name: 'NAME', defaultValue: 'x') }",
    );
    const { request } = await bench(t, { Jenkinsfile: source });
    assert.ok(log(await run({ ...request, params: { FAST: 'true', NAME: 'y' } })).includes('fast y'));
    const message = async (params: Record<string, string>): Promise<string> =>
      finished(await run({ ...request, params })).error?.message ?? '';
    assert.match(await message({ FAST: 'yes' }), /FAST cannot be “yes”/);
    assert.match(await message({ NAM: 'y' }), /no parameter NAM; did you mean NAME\?/);
  });

  test('buildDiscarder keeps as many builds as it says, and the last good one', async (t) => {
    const source = pipeline(
      stage("script { if (params.BREAK) { error 'broken' } }"),
      "parameters { booleanParam(name: 'BREAK', defaultValue: false) }\n options { buildDiscarder(logRotator(numToKeepStr: '2')) }",
    );
    const { request, builds } = await bench(t, { Jenkinsfile: source });
    for (const BREAK of ['false', 'true', 'true', 'true']) await run({ ...request, params: { BREAK } });
    assert.deepEqual(await builds(), ['1', '3', '4']);
  });

  test('disableConcurrentBuilds lets the second wait, or takes the place of the first', async (t) => {
    const source = (option: string): string =>
      pipeline(stage("sh 'sleep 1; echo over'"), `options { disableConcurrentBuilds(${option}) }`);
    const patient = await bench(t, { Jenkinsfile: source('') });
    const both = await Promise.all([run(patient.request), run(patient.request)]);
    assert.deepEqual(
      both.map((events) => finished(events).result),
      ['SUCCESS', 'SUCCESS'],
    );
    const [one, other] = both.map(
      (events) => ofType(events, 'stage.started').find(({ name }) => name === 'A')?.at ?? '',
    );
    assert.ok(Math.abs(Date.parse(one ?? '') - Date.parse(other ?? '')) >= 1000, `${one} ${other}`);
    const hasty = await bench(t, {
      Jenkinsfile: source('abortPrevious: true').replace('sleep 1', '[ $BUILD_NUMBER = 2 ] || sleep 300'),
    });
    const results: string[] = [];
    const first = run(hasty.request, () => false).then((events) => results.push(finished(events).result));
    await hasty.started(1);
    const second = run(hasty.request).then((events) => results.push(finished(events).result));
    await Promise.all([first, second]);
    assert.deepEqual(results, ['NOT_BUILT', 'SUCCESS']);
  });
});
