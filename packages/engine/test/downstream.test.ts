import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { abort, type BuildEvent, findBuild, follow, startBuild } from '../src/index.ts';
import { bench, finished, log, ofType, pipeline, run, stage, stages } from './build.ts';

const jobs = { other: { jenkinsfile: 'other' } };

/** The events of a build that another one started. */
async function child(stateDir: string, job: string, number = 1): Promise<BuildEvent[]> {
  return await Array.fromAsync(follow(await findBuild(stateDir, job, number)));
}

/** The repository's own steps around `other`, in a script. */
function parent(script: string, more = ''): string {
  return pipeline(stage(`script { ${script} }`), more);
}

describe('build', () => {
  test('runs another job, with its parameters typed, and gives its build', async (t) => {
    const other = pipeline(
      stage(
        "script { env.MADE = 'here'; currentBuild.displayName = 'one' }\n echo \"${params.N} ${params.F}\"",
      ),
      "parameters { string(name: 'N', defaultValue: '1')\n booleanParam(name: 'F', defaultValue: false)\n string(name: 'D', defaultValue: 'usual') }",
    );
    const source = parent(`def r = build job: 'other', parameters: [string(name: 'N', value: '2'),
        [$class: 'BooleanParameterValue', name: 'F', value: true], string(name: 'NONE', value: 'x')]
      echo "\${r.result} \${r.getResult()} \${r.number} \${r.displayName} \${r.fullDisplayName} \${r.currentResult}"
      echo "\${r.buildVariables.MADE} \${r.getBuildVariables().N} \${r.buildVariables['D']} \${r.externalizableId}"
      echo "\${r.absoluteUrl.endsWith('/builds/other/1/')} \${r.resultIsBetterOrEqualTo('UNSTABLE')} \${r.duration > 0}"`);
    const { request, stateDir } = await bench(t, { Jenkinsfile: source, other });
    const events = await run({ ...request, jobs });
    assert.equal(finished(events).error, undefined);
    const lines = log(events);
    assert.deepEqual(
      lines.filter((line) => !line.startsWith('Its journal')),
      [
        'Scheduling project: other',
        'Starting building: other #1',
        'Build other #1 completed: SUCCESS',
        'SUCCESS SUCCESS 1 one other one SUCCESS',
        'here 2 usual other#1',
        'true true true',
      ],
    );
    const [link] = ofType(events, 'downstream.started');
    assert.deepEqual([link?.job, link?.number, link?.stage], ['other', 1, 'A']);
    const inner = await child(stateDir, 'other');
    assert.deepEqual(log(inner), ['2 true']);
    assert.match(ofType(inner, 'notice')[0]?.text ?? '', /parameter NONE was left out: other/);
    assert.deepEqual(ofType(inner, 'build.started')[0]?.causes, [
      'Started by upstream project "job" build number 1',
    ]);
  });

  for (const [result, step] of [
    ['FAILURE', "error 'no'"],
    ['UNSTABLE', "unstable 'hm'"],
  ] as const)
    test(`the result ${result} is that of the build that started it, unless it shall not be`, async (t) => {
      const source = pipeline(
        [
          stage("script { echo build(job: 'other', propagate: false).result }"),
          stage("build 'other'", 'B'),
          stage("echo 'never'", 'C'),
        ].join('\n'),
      );
      const { request } = await bench(t, { Jenkinsfile: source, other: pipeline(stage(step)) });
      const events = await run({ ...request, jobs });
      assert.deepEqual(stages(events).slice(0, 2), ['A: SUCCESS', `B: ${result}`]);
      assert.ok(log(events).includes(result));
      assert.ok(!log(events).includes('never'));
      assert.equal(finished(events).result, result);
      const message = `other #2 completed with status ${result} (propagate: false to ignore)`;
      assert.equal(finished(events).error?.message, message);
    });

  test('catchError and retry take the failure of another job as an error like any other', async (t) => {
    const source = pipeline(
      stage(
        "catchError(buildResult: 'UNSTABLE', stageResult: 'UNSTABLE') { retry(2) { build 'other' } }\n echo 'on'",
      ),
    );
    const { request } = await bench(t, { Jenkinsfile: source, other: pipeline(stage("error 'no'")) });
    const events = await run({ ...request, jobs });
    assert.ok(log(events).includes('on'));
    assert.equal(finished(events).result, 'FAILURE');
    assert.equal(ofType(events, 'downstream.started').length, 2);
  });

  test('an abort and a timeout abort the other build, whose post blocks run', async (t) => {
    const other = pipeline(stage("sh 'echo up; sleep 300'"), "post { aborted { echo 'undone' } }");
    const { request, stateDir } = await bench(t, { Jenkinsfile: pipeline(stage("build 'other'")), other });
    const up = async (): Promise<void> => {
      for await (const event of follow(await findBuild(stateDir, 'other')))
        if (event.type === 'log' && event.lines.includes('up')) return;
    };
    let waiting: Promise<void> | undefined;
    const build = await startBuild({ ...request, jobs });
    const events: BuildEvent[] = [];
    for await (const event of follow(build)) {
      events.push(event);
      if (event.type === 'downstream.started') waiting = up().then(() => abort(build));
    }
    await waiting;
    assert.equal(finished(events).result, 'ABORTED');
    const inner = await child(stateDir, 'other');
    assert.equal(finished(inner).result, 'ABORTED');
    assert.ok(log(inner).includes('undone'));
  });

  test('wait: false goes on at once; waitForStart gives a build that waitForBuild waits for', async (t) => {
    const source = parent(`echo "\${build(job: 'other', wait: false)}"
      def r = build job: 'other', waitForStart: true
      echo "running \${r.result}"
      def same = waitForBuild runId: r.externalizableId, propagate: true
      echo "then \${r.result} \${same.number == r.number}"`);
    const other = pipeline(stage("sh 'while [ ! -e $GATE ]; do sleep 0.05; done'"));
    const { request, stateDir } = await bench(t, { Jenkinsfile: source, other });
    const gate = join(stateDir, 'gate');
    const env = { ...request.env, GATE: gate };
    let opened: Promise<void> | undefined;
    const events = await run({ ...request, env, jobs }, (event) => {
      if (event.type === 'log' && event.lines[0]?.startsWith('Waiting for')) opened = writeFile(gate, '');
      return false;
    });
    await opened;
    assert.equal(finished(events).error, undefined);
    const lines = log(events);
    assert.ok(lines.includes('null') && lines.includes('running null'), lines.join('\n'));
    assert.match(lines.at(-1) ?? '', /^then SUCCESS true$/);
    assert.equal(finished(await child(stateDir, 'other', 1)).result, 'SUCCESS');
  });

  test('several at once, each a build of its own', async (t) => {
    const source = parent(
      `parallel([1, 2, 3, 4].collectEntries { n -> ["b\${n}": { build job: 'other' }] })`,
    );
    const { request, stateDir } = await bench(t, { Jenkinsfile: source, other: pipeline(stage("echo 'x'")) });
    const events = await run({ ...request, jobs });
    assert.equal(finished(events).error, undefined);
    const numbers = ofType(events, 'downstream.started').map(({ number }) => number);
    assert.deepEqual(
      numbers.toSorted((one, other) => one - other),
      [1, 2, 3, 4],
    );
    for (const number of numbers)
      assert.equal(finished(await child(stateDir, 'other', number)).result, 'SUCCESS');
  });

  test('another repository, a branch of a multibranch path, and the upstream build in between', async (t) => {
    const far = pipeline(
      stage(
        'echo "${env.BRANCH_NAME} ${currentBuild.upstreamBuilds[0].number} ${currentBuild.getBuildCauses()[0].upstreamProject}"',
      ),
    );
    const source = parent("build 'team/far'\n build '../team/far/topic%2Fone'\n build 'job/side'");
    const { request, stateDir, repository } = await bench(t, { Jenkinsfile: source });
    const git = (folder: string, ...args: string[]): string =>
      execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args]).toString();
    const folder = join(stateDir, '..', 'far');
    await mkdir(folder);
    git(folder, 'init', '-q', '-b', 'trunk');
    await writeFile(join(folder, 'Jenkinsfile'), far);
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', 'first');
    git(folder, 'branch', 'topic/one');
    git(repository, 'checkout', '-q', '-b', 'side');
    await writeFile(join(repository, 'Jenkinsfile'), pipeline(stage("echo 'beside'")));
    git(repository, 'commit', '-q', '-am', 'side');
    const events = await run({ ...request, jobs: { 'team/far': { repository: folder } } });
    assert.equal(finished(events).error, undefined);
    assert.deepEqual(log(await child(stateDir, 'team-far', 1)), ['trunk 1 job']);
    assert.deepEqual(log(await child(stateDir, 'team-far', 2)), ['topic/one 1 job']);
    assert.deepEqual(log(await child(stateDir, 'job', 2)), ['beside']);
  });

  test('a job that nobody named, and a circle of jobs, are clear errors', async (t) => {
    const { request } = await bench(t, { Jenkinsfile: pipeline(stage("build 'othr'")), other: '' });
    const error = finished(await run({ ...request, jobs })).error;
    assert.equal(error?.message, 'No item named othr found');
    assert.match(error?.hint ?? '', /Did you mean other\?.*plab\.yml/);
    const circle = await bench(t, { Jenkinsfile: pipeline(stage("build 'job'")) });
    const near = { kind: 'UpstreamCause', description: '', upstream: { job: 'job', number: 1, depth: 25 } };
    const end = finished(await run({ ...circle.request, causes: [near] })).error;
    assert.match(end?.message ?? '', /25 builds have started each other already/);
  });
});
