import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Expression } from '@pipeline-lab/groovy/syntax';
import { JenkinsfileError } from '../errors.ts';
import { childStages, type Pipeline, type Stage } from '../model.ts';
import { checkSteps } from '../steps.ts';
import { parseJenkinsfile } from './pipeline.ts';

const original = readFileSync(new URL('../../test/fixtures/original.Jenkinsfile', import.meta.url), 'utf8');
const around = (stages: string, more = ''): string =>
  `pipeline { agent any\n stages { ${stages} }\n ${more} }`;
const stage = (body: string): string => around(`stage('A') { ${body} }`);
const steps = "steps { echo 'x' }";
const read = (source: string): Pipeline => parseJenkinsfile(source, 'Jenkinsfile');
const firstStage = (source: string): Stage => {
  const [first] = read(source).stages;
  assert.ok(first);
  return first;
};
const text = (expression: Expression | undefined): unknown =>
  expression?.kind === 'literal'
    ? expression.value
    : expression?.kind === 'number'
      ? expression.text
      : undefined;

function outline(one: Stage): unknown {
  const { name, body } = one;
  return body.kind === 'steps' ? name : [name, body.kind, childStages(one).map(outline)];
}

test('the original Jenkinsfile becomes a model', () => {
  const pipeline = read(original);
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
  assert.deepEqual(read(own).stages.map(outline), [
    'Preparation',
    ['Code Quality & Security', 'parallel', ['Lint Analysis', 'Unit Testing']],
    'Container Build & Optimization',
    ['Image Audit', 'parallel', ['Image Check', 'Bill of Materials']],
    'Production Deployment',
    'Production Validation',
  ]);
});

test('post conditions come in the order in which Jenkins runs them', () => {
  const source = around(
    "stage('A') { steps { echo 'a' } }",
    "post { cleanup { echo '1' }; failure { echo '2' }; always { echo '3' } }",
  );
  assert.deepEqual([...(read(source).post?.keys() ?? [])], ['always', 'failure', 'cleanup']);
});

test('everything else of a pipeline', () => {
  const pipeline = read(`
    @Library('x@1') _
    def helper() { 1 }
    pipeline {
      agent none
      libraries { lib('a@1'); lib "b@$X" }
      tools { maven 'M3'; 'org.example.Tool' 'T' }
      options { timeout(time: 1, unit: 'HOURS'); buildDiscarder(logRotator(numToKeepStr: '5')); retry(2) }
      parameters {
        string(name: 'S', defaultValue: 'd', description: 'e', trim: true)
        choice(name: 'C', choices: ['a', 'b'])
        booleanParam 'B'
        passwordParam(name: 'P')
      }
      triggers { cron('@daily'); upstream(upstreamProjects: 'a', threshold: hudson.model.Result.SUCCESS) }
      stages { stage('A') { agent any; ${steps} } }
    }`);
  assert.equal(pipeline.script.length, 2);
  assert.equal(pipeline.libraries.length, 2);
  assert.deepEqual(
    pipeline.tools.map(({ type, version }) => [type, text(version)]),
    [
      ['maven', 'M3'],
      ['org.example.Tool', 'T'],
    ],
  );
  assert.deepEqual(
    pipeline.options.map(({ name }) => name),
    ['timeout', 'buildDiscarder', 'retry'],
  );
  assert.deepEqual(
    pipeline.parameters.map(({ type, name }) => [type, name]),
    [
      ['string', 'S'],
      ['choice', 'C'],
      ['booleanParam', 'B'],
      ['password', 'P'],
    ],
  );
  assert.equal(text(pipeline.parameters[0]?.trim), true);
  assert.deepEqual(
    pipeline.triggers.map(({ name }) => name),
    ['cron', 'upstream'],
  );
});

test('input of a stage', () => {
  const { input } = firstStage(
    stage(`input { message 'Go?'; id 'x'; ok 'Yes'; submitter 'a,b'; submitterParameter 'WHO'
      parameters { string(name: 'V') } }; ${steps}`),
  );
  assert.deepEqual(
    [input?.message, input?.id, input?.ok, input?.submitter, input?.submitterParameter].map(text),
    ['Go?', 'x', 'Yes', 'a,b', 'WHO'],
  );
  assert.deepEqual(
    input?.parameters.map(({ name }) => name),
    ['V'],
  );
});

test('a parallel step that is the only one makes branches', () => {
  const { body } = firstStage(
    stage("steps { parallel a: { echo 'x' }, 'b c': { echo 'y' }, failFast: true }"),
  );
  assert.ok(body.kind === 'steps');
  assert.deepEqual(
    body.branches?.map(({ name }) => name),
    ['a', 'b c'],
  );
  assert.equal(body.steps.length, 1);
});

test('a pipeline in the method `call` of a shared library', () => {
  const source = `def call(Map config) {\n def x = 1\n if (config.y) {\n ${stage(steps)}\n }\n}`;
  assert.equal(read(source).stages.length, 1);
});

describe('what is wrong is said with its place', () => {
  test('all of it at once, in the order of the file', () => {
    const source = 'pipeline {\n  agnet any\n  stages {\n    stage("A") {\n      stepz { }\n    }\n  }\n}';
    assert.throws(
      () => read(source),
      (error: unknown) => {
        assert.ok(error instanceof JenkinsfileError);
        assert.equal(error.code, 'PLAB_JENKINSFILE_INVALID');
        assert.match(error.message, /^Jenkinsfile:1:1: /);
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

  for (const [source, hint] of [
    [stage('steps { def x = 1 }'), /`script \{ … \}`/],
    [stage(`when { branch 'a' } ${steps}`), /put `steps` on a line of its own/],
  ] as const) {
    test(`with a hint: ${hint.source}`, () => {
      assert.throws(
        () => read(source),
        (error: unknown) => error instanceof JenkinsfileError && hint.test(error.hint),
      );
    });
  }
});

describe('steps are checked before anything runs', () => {
  const known = ['sh', 'echo', 'retry', 'script', 'withCredentials'];

  test('an unknown step is told with its place and the nearest known one', () => {
    const pipeline = read(
      "pipeline {\n agent any\n stages { stage('A') { steps { retry(2) {\n  shh 'make' } } } }\n}",
    );
    assert.throws(() => checkSteps(pipeline, known), {
      code: 'PLAB_UNKNOWN_STEP',
      message: /^Jenkinsfile:4:3: unknown step 'shh'; did you mean 'sh'\?\n4 \|   shh 'make' .*\n.*\^/,
    });
  });

  test('functions and closures of the script are no steps, nor are values in arguments', () => {
    const source = `def greet(name) { echo name }\n${stage(
      "steps { script { def twice = { it() }; greet('x'); twice { echo 'y' } }\n withCredentials([string(credentialsId: 'a', variable: 'B')]) { echo 'z' } }",
    )}`;
    checkSteps(read(source), known);
  });

  test('conditions, post blocks and matrices are checked, too', () => {
    const source = stage(
      "when { expression { isIt() } }; matrix { axes { axis { name 'A'; values 'b' } }; stages { stage('B') { steps { foo 'x' } } }; post { always { ecko 'y' } } }",
    );
    assert.throws(() => checkSteps(read(source), known), /'isIt'[^]*'foo'[^]*'ecko'/);
  });
});
