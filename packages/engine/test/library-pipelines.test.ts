import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { BuildEvent, BuildRequest } from '../src/index.ts';
import { bench, finished, log, pipeline, run, stage, stages } from './build.ts';

const standard = `def call(Map config = [:], Closure extra = null) {
  def greeting = "hello \${config.name}"
  def targets = ['x', 'y']
  int turns = 0
  pipeline {
    agent { label config.label }
    environment { GREETING = "\${greeting}!" }
    parameters { string(name: 'WHO', defaultValue: config.name); booleanParam(name: 'LOUD') }
    options { timeout(time: config.minutes, unit: 'MINUTES') }
    stages {
      stage('First') {
        when { expression { config.first } }
        steps {
          echo "\${greeting} for \${params.WHO}, \${params.LOUD}"
          sh 'echo "$GREETING $WHO"'
          script { targets.each { target -> turns++; echo "to \${target} \${WHO}" } }
        }
      }
      stage('Both') {
        parallel {
          stage('Left') { steps { script { turns += 10 } } }
          stage('Right') { when { not { equals expected: 'bob', actual: config.name } }
            steps { echo 'not for bob' } }
        }
      }
      stage('Last') { steps { script { echo "\${turns} turns"; if (extra) { extra(turns) } } } }
    }
    post { always { echo "done with \${targets.size()}" } }
  }
  echo "behind, \${turns}"
}`;

const agents = [{ name: 'box', labels: ['linux'], place: { kind: 'local' as const } }];

async function withLibrary(
  t: TestContext,
  jenkinsfile: string,
  vars: Readonly<Record<string, string>>,
): Promise<BuildRequest> {
  const { request, stateDir } = await bench(t, { Jenkinsfile: jenkinsfile });
  const folder = join(stateDir, 'shared');
  await mkdir(join(folder, 'vars'), { recursive: true });
  for (const [name, text] of Object.entries(vars)) await writeFile(join(folder, 'vars', name), text);
  return { ...request, agents, libraries: [{ name: 'shared', source: folder }] };
}

const problem = (events: readonly BuildEvent[]): string | undefined => finished(events).error?.message;

const call = `@Library('shared') _
standard(name: 'bob', label: 'linux', minutes: 3, first: true) { turns -> echo "extra \${turns}" }`;

test("a pipeline in a library's call sees the parameters and variables of the call", async (t) => {
  const request = await withLibrary(t, call, { 'standard.groovy': standard });
  const events = await run(request);
  assert.equal(problem(events), undefined);
  assert.deepEqual(
    log(events).filter((line) => !line.startsWith('+')),
    [
      'hello bob for bob, false',
      'hello bob! bob',
      'to x bob',
      'to y bob',
      '12 turns',
      'extra 12',
      'done with 2',
      'behind, 12',
    ],
  );
});

test('parameters are checked once the pipeline of the library is known', async (t) => {
  const request = await withLibrary(t, call, { 'standard.groovy': standard });
  const events = await run({ ...request, params: { WHO: 'ann', LOUD: 'true' } });
  assert.ok(log(events).includes('hello bob for ann, true'));
  assert.match(problem(await run({ ...request, params: { WHOM: 'ann' } })) ?? '', /WHOM/);
  assert.match(problem(await run({ ...request, params: { LOUD: 'perhaps' } })) ?? '', /LOUD/);
});

test('one stage of a pipeline in a library, and a start from one', async (t) => {
  const request = await withLibrary(t, call, { 'standard.groovy': standard });
  assert.deepEqual(log(await run({ ...request, stage: 'Last' })), [
    '0 turns',
    'extra 0',
    'done with 2',
    'behind, 0',
  ]);
  const events = await run({ ...request, from: 'Both' });
  assert.equal(log(events)[0], '10 turns');
  assert.ok(stages(events).some((line) => line.startsWith('First')));
  assert.match(problem(await run({ ...request, from: 'Nowhere' })) ?? '', /Nowhere/);
});

test('a library chooses among pipelines; a second one in a run is refused', async (t) => {
  const choice = `def call(boolean first) {
  if (first) { ${pipeline(stage("echo 'one'"))} } else { ${pipeline(stage("echo 'two'"))} }
}`;
  const source = (calls: string): string => `@Library('shared') _\n${calls}`;
  const vars = { 'choice.groovy': choice };
  assert.deepEqual(log(await run(await withLibrary(t, source('choice(true)'), vars))), ['one']);
  assert.deepEqual(log(await run(await withLibrary(t, source('choice(false)'), vars))), ['two']);
  const events = await run(await withLibrary(t, source('choice(true)\nchoice(false)'), vars));
  assert.deepEqual(log(events), ['one']);
  assert.match(problem(events) ?? '', /Only one pipeline \{ \.\.\. \} block can be executed/);
});

test('errors of a pipeline in a library stand in its file', async (t) => {
  const invalid = `def call() { pipeline { agent any } }`;
  const vars = { 'broken.groovy': invalid };
  assert.match(
    problem(await run(await withLibrary(t, "@Library('shared') _\nbroken()", vars))) ?? '',
    /broken\.groovy:1:14: Missing required section "stages"/,
  );
  const wrong = { 'wrong.groovy': `def call() {\n  ${pipeline(stage('script { echo nobody }'))}\n}` };
  assert.match(
    problem(await run(await withLibrary(t, "@Library('shared') _\nwrong()", wrong))) ?? '',
    /wrong\.groovy:5:\d+: MissingPropertyException: No such property: nobody/,
  );
});

test('a pipeline in a text that is evaluated, and in a file that is loaded', async (t) => {
  const inner = pipeline(stage("echo 'from inside'"));
  const { request } = await bench(t, {
    Jenkinsfile: `def text = readTrusted('inner.groovy')\nevaluate(text)\necho "evaluated \${evaluate('1 + 1')}"`,
    'inner.groovy': inner,
  });
  assert.deepEqual(log(await run(request)), ['from inside', 'evaluated 2']);
});

test('a file that has no pipeline and calls nothing that could have one is refused', async (t) => {
  const { request } = await bench(t, { Jenkinsfile: "echo 'x'" });
  assert.match(problem(await run(request)) ?? '', /there is no pipeline/);
});
