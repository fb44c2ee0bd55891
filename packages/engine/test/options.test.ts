import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { catalogue } from '@pipeline-lab/jenkinsfile';
import type { BuildRequest } from '../src/index.ts';
import { effectiveOptions } from '../src/stages/unused-options.ts';
import { isStep } from '../src/steps/registry.ts';
import { bench, finished, log, ofType, pipeline, run, stage, stages, wholeLog } from './build.ts';

const withOptions = (options: string, inside: string): string =>
  pipeline(inside, `options { ${options.split('; ').join('\n')} }`);

const byName = (one = '', other = ''): number => one.localeCompare(other);

describe('options', { concurrency: 2 }, () => {
  test('each one that has no effect says so once, and why', async (t) => {
    const given: Readonly<Record<string, string>> = {
      copyArtifactPermission: "'x'",
      durabilityHint: "'PERFORMANCE_OPTIMIZED'",
      githubProjectProperty: "projectUrlStr: 'https://example.org'",
      overrideIndexTriggers: 'true',
      quietPeriod: '5',
      gitlabBuilds: "builds: ['a']",
      withContext: "'x'",
    };
    const names = [...catalogue.pipelineOptions.keys()].filter(
      (name) => !effectiveOptions.has(name) && !isStep(name),
    );
    const source = withOptions(
      names.map((name) => `${name}(${given[name] ?? ''})`).join('; '),
      [stage("echo '1'", 'A', 'options { podTemplate() }'), stage("echo '2'", 'B')].join('\n'),
    );
    const { request } = await bench(t, { Jenkinsfile: source });
    const events = await run(request);
    assert.equal(finished(events).error?.message, undefined);
    const told = ofType(events, 'notice').map(
      ({ text }) => /^the option (\w+) has no effect here: ./.exec(text)?.[1],
    );
    assert.deepEqual(told.toSorted(byName), names.toSorted(byName));
  });

  test('a stage whose failure an option keeps to itself has run', async (t) => {
    const source = pipeline(
      stage("error 'broken'", 'c', "options { catchError(buildResult: 'UNSTABLE', stageResult: 'FAILURE') }"),
    );
    const { request } = await bench(t, { Jenkinsfile: source });
    const events = await run(request);
    assert.equal(finished(events).result, 'UNSTABLE');
    assert.deepEqual(stages(events), ['c: FAILURE']);
    assert.doesNotMatch(wholeLog(events).join('\n'), /skipped/);
  });

  test('the effective ones are options of the catalogue', () => {
    for (const name of effectiveOptions) assert.ok(catalogue.pipelineOptions.has(name), name);
  });

  test('skipDefaultCheckout and checkoutToSubdirectory', async (t) => {
    const look = "sh '#!/bin/sh\\nls'";
    const { request } = await bench(t, { Jenkinsfile: withOptions('skipDefaultCheckout()', stage(look)) });
    assert.deepEqual(log(await run(request)), []);
    const deep = await bench(t, {
      Jenkinsfile: withOptions("checkoutToSubdirectory('deep')", stage("sh '#!/bin/sh\\nls deep'")),
    });
    assert.deepEqual(log(await run(deep.request)), ['Jenkinsfile']);
  });

  test('parallelsAlwaysFailFast ends the other branches', async (t) => {
    const branches = [stage("error 'broken'"), stage('sleep 60', 'B')].join('\n');
    const inside = `stage('P') { parallel { ${branches} } }`;
    const { request } = await bench(t, { Jenkinsfile: withOptions('parallelsAlwaysFailFast()', inside) });
    assert.deepEqual(stages(await run(request)), ['P / A: FAILURE', 'P / B: ABORTED', 'P: FAILURE']);
  });

  test('skipStagesAfterUnstable', async (t) => {
    const inside = [stage("unstable 'so so'"), stage("echo '1'", 'B')].join('\n');
    const { request } = await bench(t, { Jenkinsfile: withOptions('skipStagesAfterUnstable()', inside) });
    const events = await run(request);
    assert.ok(!log(events).includes('1'));
    assert.equal(finished(events).result, 'UNSTABLE');
  });

  test('disableRestartFromStage', async (t) => {
    const { request } = await bench(t, {
      Jenkinsfile: withOptions('disableRestartFromStage()', stage("echo '1'")),
    });
    assert.equal(finished(await run({ ...request, from: 'A' })).error?.code, 'PLAB_NO_RESTART');
    assert.equal(finished(await run(request)).result, 'SUCCESS');
  });

  test('preserveStashes keeps those of as many builds, and a build from a stage on has them', async (t) => {
    const inside = [
      stage("sh 'echo $BUILD_NUMBER >made'; stash 'made'"),
      stage("deleteDir(); unstash 'made'; echo readFile('made').trim()", 'B'),
    ].join('\n');
    const keeping = await bench(t, { Jenkinsfile: withOptions('preserveStashes(buildCount: 2)', inside) });
    const stashed = async (number: number): Promise<boolean> =>
      await access(join(keeping.stateDir, 'builds', 'job', 'stashes', String(number))).then(
        () => true,
        () => false,
      );
    for (const _ of [1, 2, 3]) await run(keeping.request);
    assert.deepEqual(await Promise.all([stashed(1), stashed(2), stashed(3)]), [false, true, true]);
    const again = await run({ ...keeping.request, from: 'B' });
    assert.equal(finished(again).error?.message, undefined);
    assert.equal(log(again).at(-1), '3');
    const other = await bench(t, { Jenkinsfile: pipeline(inside) });
    await run(other.request);
    const { error } = finished(await run({ ...other.request, from: 'B' }));
    assert.equal(error?.message, 'No such saved stash ‘made’');
    assert.match(error.hint, /preserveStashes\(\)/);
  });

  test('a build from a stage on has the parameters of the build before, unless others are given', async (t) => {
    const source = pipeline(
      [
        stage("echo 'first'"),
        stage('echo "${params.WHO} ${params.LOUD} ${params.PIN} ${params.PIN.size()}"', 'B'),
      ].join('\n'),
      `parameters {
        string(name: 'WHO', defaultValue: 'nobody')
        booleanParam(name: 'LOUD')
        password(name: 'PIN', defaultValue: 'of-the-file')
      }`,
    );
    const { request } = await bench(t, { Jenkinsfile: source });
    const said = async (more: Partial<BuildRequest>): Promise<string | undefined> =>
      log(await run({ ...request, ...more })).at(-1);
    await run({ ...request, params: { WHO: 'ann', LOUD: 'true', PIN: '0123456789' } });
    assert.equal(await said({ from: 'B' }), 'ann true **** 11');
    assert.equal(await said({ from: 'B', params: { WHO: 'bob' } }), 'bob true **** 11');
    assert.equal(await said({}), 'nobody false **** 11');
  });

  test('rateLimitBuilds starts builds at even distances; an abort ends the wait; people may pass', async (t) => {
    const limit = (more: string): string =>
      withOptions(`rateLimitBuilds(throttle: [count: 30, durationName: 'minute'${more}])`, stage("echo '1'"));
    const { request } = await bench(t, { Jenkinsfile: limit('') });
    const both = await Promise.all([run(request), run(request)]);
    const times = (type: 'build.started' | 'stage.started'): number[] =>
      both.map((events) => Date.parse(ofType(events, type)[0]?.at ?? ''));
    const distance = Math.max(...times('stage.started')) - Math.min(...times('build.started'));
    assert.ok(distance >= 1990, String(distance));

    const hourly = await bench(t, {
      Jenkinsfile: limit(', userBoost: true').replace(
        "30, durationName: 'minute'",
        "1, durationName: 'hour'",
      ),
    });
    await run(hourly.request);
    const waiting = (event: { readonly type: string }): boolean => event.type === 'log';
    const aborted = await run(hourly.request, waiting);
    assert.match(
      wholeLog(aborted)[0] ?? '',
      /^Throttled by rateLimitBuilds to one build in 1 hr 0 min: starts in /,
    );
    assert.equal(finished(aborted).result, 'ABORTED');
    const causes = [{ kind: 'UserIdCause', description: 'Started by user me', user: 'me' }];
    assert.equal(finished(await run({ ...hourly.request, causes })).result, 'SUCCESS');

    const wrong = await bench(t, { Jenkinsfile: limit('').replace('minute', 'fortnight') });
    assert.match(finished(await run(wrong.request)).error?.message ?? '', /nothing is limited by/);
  });
});

test('a line that has not ended yet is activity for a timeout, silence is none', {
  timeout: 60_000,
}, async (t) => {
  const within = (script: string): string =>
    `timeout(time: 3, unit: 'SECONDS', activity: true) { sh '''#!/bin/sh\\n${script}''' }`;
  const dots = 'for i in 1 2 3 4 5 6 7 8 9 10; do printf .; sleep 0.5; done';
  const { request } = await bench(t, {
    Jenkinsfile: pipeline(`${stage(within(dots))}\n${stage(within('sleep 50'), 'B')}`),
  });
  const events = await run(request);
  assert.ok(log(events).includes('..........'), log(events).join('\n'));
  assert.deepEqual(stages(events), ['A: SUCCESS', 'B: ABORTED']);
});
