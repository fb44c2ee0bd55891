import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { bound, edited, original } from '../../test/edits.ts';
import { cronProblem } from './cron.ts';
import { lintJenkinsfile } from './lint.ts';
import { rules } from './registry.ts';

const pipeline = (...parts: readonly string[]): string =>
  `pipeline {\n agent any\n options { timeout(1) }\n ${parts.join('\n ')}\n}`;
const stages = (...inner: readonly string[]): string => `stages {\n ${inner.join('\n ')}\n }`;
const steps = (...body: readonly string[]): string =>
  stages(`stage('A') { steps {\n ${body.join('\n ')}\n } }`);
const script = (...body: readonly string[]): string => steps(`script {\n ${body.join('\n ')}\n }`);
const found = (source: string): string[] => lintJenkinsfile(source, 'Jenkinsfile').map(({ rule }) => rule);

/** For each rule sources that it finds, and sources that look alike and are right. */
const cases: Readonly<Record<string, readonly [bad: readonly string[], good: readonly string[]]>> = {
  'cron-spec': [
    [pipeline("triggers { cron('H 25 * * *') }", steps("echo 'x'"))],
    [pipeline("triggers { cron('H 4 * * 1-5') }", steps("echo 'x'"))],
  ],
  'env-comparison': [
    [
      pipeline(script('if (env.X == true) { echo "y" }')),
      pipeline(script("if (env['X'] > 5) { echo 'y' }")),
      pipeline("parameters { booleanParam(name: 'B') }", script("if (params.B == 'true') { echo 'y' }")),
    ],
    [
      pipeline(script("if (env.X == 'true') { echo 'y' }")),
      pipeline("parameters { booleanParam(name: 'B') }", script("if (params.B == true) { echo 'y' }")),
    ],
  ],
  'input-without-timeout': [
    [
      "pipeline { agent any\n stages { stage('A') { input { message 'x' }; steps { echo 'y' } } } }",
      "pipeline { agent any\n stages { stage('A') { steps { input 'x' } } } }",
    ],
    [
      pipeline(stages("stage('A') { input { message 'x' }; steps { echo 'y' } }")),
      "pipeline { agent any\n stages { stage('A') { steps { timeout(5) { input 'x' } } } } }",
    ],
  ],
  'no-agent': [
    [
      "pipeline { agent none\n stages { stage('A') { steps { sh 'x' } } } }",
      "pipeline { agent none\n stages { stage('A') { agent any; steps { sh 'x' } } }\n post { always { junit 'x' } } }",
    ],
    [
      "pipeline { agent none\n stages { stage('A') { steps { node('x') { sh 'x' }; echo 'y' } } } }",
      "pipeline { agent none\n stages { stage('A') { agent any; stages { stage('B') { steps { sh 'x' } } } } } }",
    ],
  ],
  'overwritten-path': [
    [pipeline("environment { PATH = '/opt/bin' }", steps("echo 'x'"))],
    [
      pipeline('environment { PATH = "/opt/bin:$PATH" }', steps("echo 'x'")),
      pipeline("environment { PATH = '/opt/bin:/usr/bin' }", steps("echo 'x'")),
    ],
  ],
  'reserved-variable': [
    [
      pipeline("environment { JOB_NAME = 'x' }", steps("echo 'x'")),
      pipeline(script("env.BUILD_NUMBER = '1'")),
    ],
    [pipeline("environment { MY_JOB = 'x' }", script("env.NUMBER = '1'"))],
  ],
  'secret-interpolation': [
    [
      pipeline("environment { T = credentials('x') }", steps('sh "curl $T"')),
      pipeline("environment { T = credentials('x') }", steps('sh "curl ${env.T_PSW}"')),
      pipeline(steps("withCredentials([string(credentialsId: 'x', variable: 'S')]) { sh 'curl ' + S }")),
      pipeline("parameters { password(name: 'P') }", steps('bat script: "curl ${params.P}"')),
    ],
    [
      pipeline("environment { T = credentials('x') }", steps("sh 'curl $T'", 'sh "curl \\$T ${env.OTHER}"')),
      pipeline(
        steps(
          "withCredentials([usernamePassword(credentialsId: 'x', usernameVariable: 'U', passwordVariable: 'P')]) { sh \"echo $U\" }",
        ),
      ),
    ],
  ],
  'shadowed-assignment': [
    [pipeline("environment { V = '1' }", script("env.V = '2'"))],
    [
      pipeline("environment { V = '1' }", script("env.W = '2'")),
      pipeline(
        stages(
          "stage('A') { environment { V = '1' }; steps { echo 'x' } }",
          "stage('B') { steps { script { env.V = '2' } } }",
        ),
      ),
    ],
  ],
  'single-quotes': [
    [pipeline(steps("echo 'on ${env.BRANCH_NAME}'"))],
    [pipeline(steps('echo "on ${env.BRANCH_NAME}"', "sh 'echo ${HOME}'"))],
  ],
  'step-arguments': [
    [
      pipeline(script("sh script: 'x', returnStdot: true")),
      pipeline(steps("withCredentials([string(credentialsId: 'x', variabel: 'S')]) { echo 'y' }")),
      pipeline(steps("withCredentials([file(credentialsId: 'x')]) { echo 'y' }")),
      pipeline(steps("build job: 'x', parameters: [string(nam: 'y', value: 'z')]")),
    ],
    [
      pipeline(script("sh script: 'x', returnStdout: true", "node { echo 'x' }", "sleep '5'")),
      pipeline(steps("withCredentials([string(credentialsId: 'x', variable: 'S')]) { echo 'y' }")),
    ],
  ],
  'undeclared-parameter': [
    [pipeline("parameters { string(name: 'TARGET') }", steps('echo params.TRAGET'))],
    [
      pipeline("parameters { string(name: 'TARGET') }", steps('echo params.TARGET')),
      pipeline(steps('echo params.X')),
    ],
  ],
  'unknown-stash': [
    [pipeline(steps("stash 'a'", "unstash 'b'"))],
    [pipeline(steps("stash name: 'a'", "unstash 'a'")), pipeline(steps('stash "a$X"', "unstash 'b'"))],
  ],
  'unknown-step': [
    [
      pipeline(steps("ecko 'x'")),
      pipeline(script("foo 'x'")),
      pipeline(steps("echo 'x'"), "post { always { ecko 'x' } }"),
      `def f() { ecko 'x' }\n${pipeline(steps('f()'))}`,
    ],
    [
      pipeline(steps("echo 'x'", 'f()', 'g()')).replace(/^/, 'def f() { 1 }\ng = { 2 }\n'),
      pipeline(
        "environment { X = credentials('x') }",
        steps("emailext(subject: 'a', body: 'b', recipientProviders: [culprits()])"),
      ),
    ],
  ],
  'unreachable-stage': [
    [
      pipeline(stages("stage('A') { when { expression { false } }; steps { echo 'x' } }")),
      pipeline(stages("stage('A') { when { branch 'a'; branch 'b' }; steps { echo 'x' } }")),
      pipeline(stages("stage('A') { steps { error 'x' } }", "stage('B') { steps { echo 'x' } }")),
    ],
    [
      pipeline(stages("stage('A') { when { branch 'a*'; branch 'ab' }; steps { echo 'x' } }")),
      pipeline(
        stages("stage('A') { steps { catchError { error 'x' } } }", "stage('B') { steps { echo 'x' } }"),
      ),
      pipeline(
        stages(
          "stage('A') { when { branch 'a' }; steps { error 'x' } }",
          "stage('B') { steps { echo 'x' } }",
        ),
      ),
    ],
  ],
  'unreachable-step': [
    [pipeline(steps("error 'x'", "echo 'y'")), pipeline(script("dir('a') { error 'x' }", "echo 'y'"))],
    [pipeline(steps("echo 'y'", "error 'x'")), pipeline(script("if (a) { error 'x' }", "echo 'y'"))],
  ],
};

describe('each rule finds what it is for, and nothing else', () => {
  for (const { id } of rules) {
    test(id, () => {
      const [bad = [], good = []] = cases[id] ?? [];
      assert.ok(bad.length > 0 && good.length > 0);
      for (const source of bad) assert.ok(found(source).includes(id), source);
      for (const source of good) assert.deepEqual(found(source), [], source);
    });
  }
});

test('a step of a shared library is for information only', () => {
  const source = `@Library('x@1') _\n${pipeline(steps("deployIt 'x'"))}`;
  const [finding] = lintJenkinsfile(source, 'Jenkinsfile');
  assert.deepEqual([finding?.rule, finding?.severity], ['unknown-step', 'info']);
});

test('syntax errors are told together, with what is certainly wrong besides', () => {
  const source =
    "pipeline {\n agent any\n stages {\n stage('A') { steps {\n sh 'x\n echo )\n } }\n stag('B') { }\n }\n}";
  const findings = lintJenkinsfile(source, 'Jenkinsfile');
  assert.ok(findings.filter(({ rule }) => rule === 'syntax').length > 0);
  assert.ok(findings.every(({ rule }) => rule !== 'section-missing'));
});

describe('a comment silences rules', () => {
  const at = (line: string, before = ''): string => pipeline(steps(before, line));

  test('on its line, and alone on the line before', () => {
    assert.deepEqual(found(at("ecko 'x' // plab-ignore unknown-step")), []);
    assert.deepEqual(found(at("ecko 'x'", '// plab-ignore unknown-step -- ours')), []);
    assert.deepEqual(found(at("ecko 'x' /* plab-ignore */")), []);
    assert.deepEqual(found(at("ecko 'x' // plab-ignore no-agent, unknown-step")), []);
  });

  test('no other rule, and no other line', () => {
    assert.deepEqual(found(at("ecko 'x' // plab-ignore no-agent")), ['unknown-step']);
    assert.deepEqual(found(pipeline(steps("echo 'y' // plab-ignore", "ecko 'x'"))), ['unknown-step']);
  });
});

describe('times of cron', () => {
  for (const spec of [
    'H/15 * * * *',
    '@daily',
    'TZ=Europe/Berlin\nH 4 * * 1-5',
    '# x\n0,30 0-23/2 1 1-12 7',
    'H(0-29)/10 * * * *',
  ])
    test(`${JSON.stringify(spec)} is one`, () => assert.equal(cronProblem(spec), undefined));
  for (const spec of [
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '@dialy',
    'x * * * *',
    '*/0 * * * *',
    'H(0-99) * * * *',
  ])
    test(`${JSON.stringify(spec)} is none`, () => assert.notEqual(cronProblem(spec), undefined));
});

for (const [what, deep] of [
  ['brackets', `x = ${'['.repeat(5000)}`],
  ['operators', `x = 1${' + 1'.repeat(20_000)}`],
  ['calls', `x${'.y()'.repeat(20_000)}`],
  ['blocks', 'if (a) {'.repeat(2000)],
  ['strings', '"${'.repeat(2000)],
] as const) {
  test(`thousands of ${what} in one another are no crash`, () => {
    for (const source of [deep, pipeline(script(deep))]) lintJenkinsfile(source, 'Jenkinsfile');
  });
}

test('no edit of a valid file makes the linter fail or hang', () => {
  const short = [...new Set(Object.values(cases).flat(2))].filter((source) => source.length < 900);
  fc.assert(
    fc.property(edited([...short, original]), (text) => {
      for (const { offset, end, from } of lintJenkinsfile(text, 'Jenkinsfile')) {
        assert.ok(offset >= 0 && offset <= end && end <= text.length);
        assert.ok(from.line >= 1 && from.column >= 1);
      }
    }),
    bound,
  );
});
