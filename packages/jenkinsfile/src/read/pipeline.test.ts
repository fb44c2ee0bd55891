import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { JenkinsfileError } from '../errors.ts';
import { childStages, type Stage } from '../model.ts';
import { checkSteps } from '../steps.ts';
import { parseJenkinsfile } from './pipeline.ts';

const original = readFileSync(new URL('../../test/fixtures/original.Jenkinsfile', import.meta.url), 'utf8');
const around = (stages: string, more = ''): string =>
  `pipeline { agent any\n stages { ${stages} }\n ${more} }`;
const stage = (body: string): string => around(`stage('A') { ${body} }`);

function outline(stage: Stage): unknown {
  const { name, body } = stage;
  return body.kind === 'steps' ? name : [name, body.kind, childStages(stage).map(outline)];
}

test('the original Jenkinsfile becomes a model', () => {
  const pipeline = parseJenkinsfile(original, 'Jenkinsfile');
  assert.equal(pipeline.agent.kind, 'any');
  assert.deepEqual(
    pipeline.environment.map(({ name }) => name),
    ['IMAGE_NAME', 'IMAGE_TAG', 'FULL_IMAGE', 'PRODUCTION_HOST', 'APP_PORT'],
  );
  assert.deepEqual(pipeline.stages.map(outline), [
    ['Code Quality & Security', 'parallel', ['Lint Analysis', 'Unit Testing']],
    'Container Build & Optimization',
    'Production Deployment',
    'Production Validation',
  ]);
  assert.deepEqual([...(pipeline.post?.keys() ?? [])], ['always', 'success', 'failure']);
});

test('the project’s own Jenkinsfile is valid', () => {
  const own = readFileSync(new URL('../../../../Jenkinsfile', import.meta.url), 'utf8');
  assert.equal(parseJenkinsfile(own, 'Jenkinsfile').stages.length, 5);
});

test('post conditions come in the order in which Jenkins runs them', () => {
  const source = around(
    "stage('A') { steps { echo 'a' } }",
    'post { cleanup { echo 1 }; failure { echo 2 }; always { echo 3 } }',
  );
  assert.deepEqual([...(parseJenkinsfile(source, 'f').post?.keys() ?? [])], ['always', 'failure', 'cleanup']);
});

describe('what is wrong is said in the words of Jenkins, with its place', () => {
  for (const [source, message] of [
    ['pipeline { stages { stage("A") { steps { echo 1 } } } }', 'Missing required section "agent"'],
    ['pipeline { agent any }', 'Missing required section "stages"'],
    [around(''), 'No stages specified'],
    [around("stage('A') { steps { echo 1 } }", 'stagez { }'), 'Undefined section "stagez"'],
    [around("stage('A') { steps { echo 1 } }; stage('A') { steps { echo 1 } }"), 'Duplicate stage name: "A"'],
    [stage(''), 'Expected one of "steps", "stages", or "parallel" for stage "A"'],
    [
      stage("steps { echo 1 }; stages { stage('B') { steps { echo 1 } } }"),
      'Only one of "parallel", "stages", or "steps"',
    ],
    [stage('steps { }'), 'No steps specified for branch'],
    [stage("sh 'make'"), 'Unknown stage section "sh"'],
    [stage('steps { echo 1 }; post { allways { echo 1 } }'), 'Invalid condition "allways"'],
    [stage("steps { echo 1 }; when { brunch 'a' }"), 'Unknown conditional brunch'],
    [stage("agent { docker 'node' }; steps { echo 1 }"), 'agent type "docker" does not run here yet'],
    [around("stage('A') { steps { echo 1 } }", 'options { timeut(1) }'), 'Invalid option type "timeut"'],
    [
      around("stage('A') { steps { echo 1 } }", "environment { echo 'a' }"),
      'Expected name=value pairs in environment',
    ],
    ["node { sh 'make' }", 'there is no pipeline { ... } block in this file'],
  ] as const) {
    test(message, () => {
      assert.throws(
        () => parseJenkinsfile(source, 'Jenkinsfile'),
        (error: unknown) => {
          assert.ok(error instanceof JenkinsfileError);
          assert.equal(error.code, 'PLAB_JENKINSFILE_INVALID');
          assert.ok(error.message.includes(message), error.message);
          assert.match(error.message, /^Jenkinsfile:\d+:\d+: /);
          return true;
        },
      );
    });
  }
});

test('all problems are told at once, in the order of the file', () => {
  const source = 'pipeline {\n  agnet any\n  stages {\n    stage("A") {\n      stepz { }\n    }\n  }\n}';
  assert.throws(
    () => parseJenkinsfile(source, 'Jenkinsfile'),
    (error: unknown) => {
      assert.ok(error instanceof JenkinsfileError);
      assert.deepEqual(
        error.problems.map(({ line, column }) => [line, column]),
        [
          [1, 1],
          [2, 3],
          [4, 5],
          [5, 7],
        ],
      );
      assert.match(error.hint, /Did you mean `agent`\?/);
      assert.match(error.hint, /Did you mean `steps`\?/);
      return true;
    },
  );
});

describe('steps are checked before anything runs', () => {
  const known = ['sh', 'echo', 'retry', 'script'];

  test('an unknown step is told with its place and the nearest known one', () => {
    const pipeline = parseJenkinsfile(
      "pipeline {\n agent any\n stages { stage('A') { steps { retry(2) {\n  shh 'make' } } } }\n}",
      'Jenkinsfile',
    );
    assert.throws(() => checkSteps(pipeline, known), {
      code: 'PLAB_UNKNOWN_STEP',
      message: /^Jenkinsfile:4:3: unknown step 'shh'; did you mean 'sh'\?\n4 \|   shh 'make' .*\n.*\^/,
    });
  });

  test('functions and closures of the script are no steps', () => {
    const source = `def greet(name) { echo name }\n${stage("steps { script { def twice = { it() }; greet('x'); twice { echo 'y' } } }")}`;
    checkSteps(parseJenkinsfile(source, 'f'), known);
  });

  test('conditions and post blocks are checked, too', () => {
    const source = stage('when { expression { isIt() } }; steps { echo 1 }; post { always { ecko 1 } }');
    assert.throws(() => checkSteps(parseJenkinsfile(source, 'f'), known), /'isIt'[^]*'ecko'/);
  });
});
