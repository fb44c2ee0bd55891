import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { bound, edited, original } from '../../test/edits.ts';
import { explainPipeline } from '../explain/explain.ts';
import { parseJenkinsfile } from '../read/pipeline.ts';
import { cronProblem } from './cron.ts';
import { lintJenkinsfile } from './lint.ts';
import { rules } from './registry.ts';

const pipeline = (...parts: readonly string[]): string =>
  `pipeline {\n agent any\n options { timeout(1) }\n ${parts.join('\n ')}\n}`;
const stages = (...inner: readonly string[]): string => `stages {\n ${inner.join('\n ')}\n }`;
const steps = (...body: readonly string[]): string =>
  stages(`stage('A') { steps {\n ${body.join('\n ')}\n } }`);
const script = (...body: readonly string[]): string => steps(`script {\n ${body.join('\n ')}\n }`);
const matrix = (settings: string, body = "echo 'x'"): string =>
  stages(
    `stage('M') { matrix { axes { axis { name 'A'; values 'x' } }\n ${settings}\n`,
    `stages { stage('B') { steps { ${body} } } } } }`,
  );
const found = (source: string): string[] => lintJenkinsfile(source, 'Jenkinsfile').map(({ rule }) => rule);

/** For each rule sources that it finds, and sources that look alike and are right. */
const cases: Readonly<Record<string, readonly [bad: readonly string[], good: readonly string[]]>> = {
  'cron-spec': [
    [
      pipeline("triggers { cron('H 25 * * *') }", steps("echo 'x'")),
      pipeline("triggers { cron(spec: 'H 25 * * *') }", steps("echo 'x'")),
      pipeline("triggers { pollSCM(scmpoll_spec: '60 * * * *') }", steps("echo 'x'")),
      pipeline("triggers { parameterizedCron('60 4 * * * % A=b') }", steps("echo 'x'")),
    ],
    [
      pipeline("triggers { cron('H 4 * * 1-5') }", steps("echo 'x'")),
      pipeline("triggers { pollSCM('') }", steps("echo 'x'")),
      pipeline("triggers { parameterizedCron('H 4 * * * % A=b;C=90') }", steps("echo 'x'")),
    ],
  ],
  'env-comparison': [
    [
      pipeline(script('if (env.X == true) { echo "y" }')),
      pipeline(script("if (env['X'] > 5) { echo 'y' }")),
      pipeline("parameters { booleanParam(name: 'B') }", script("if (params.B == 'true') { echo 'y' }")),
      pipeline("parameters { string(name: 'S') }", script("if (params.S == true) { echo 'y' }")),
    ],
    [
      pipeline("parameters { string(name: 'S') }", script("if (params.S == 'true') { echo 'y' }")),
      pipeline(script('def env = [X: 1]', "if (env.X == 1) { echo 'y' }")),
      pipeline(script("if (env.X == 'true') { echo 'y' }")),
      pipeline("parameters { booleanParam(name: 'B') }", script("if (params.B == true) { echo 'y' }")),
    ],
  ],
  'input-without-timeout': [
    [
      "pipeline { agent any\n stages { stage('A') { input { message 'x' }; steps { echo 'y' } } } }",
      "pipeline { agent any\n stages { stage('A') { steps { input 'x' } } } }",
      pipeline(matrix("input { message 'x' }")).replace('options { timeout(1) }', ''),
    ],
    [
      pipeline(matrix("options { timeout(1) }\n input { message 'x' }")).replace(
        'options { timeout(1) }',
        '',
      ),
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
      pipeline(script("podOf.with { sh 'x' }")).replace('agent any', 'agent none'),
      "pipeline { agent none\n stages { stage('A') { steps { node('x') { sh 'x' }; echo 'y' } } } }",
      "pipeline { agent none\n stages { stage('A') { agent any; stages { stage('B') { steps { sh 'x' } } } } } }",
    ],
  ],
  'overwritten-path': [
    [
      pipeline("environment { PATH = '/opt/bin' }", steps("echo 'x'")),
      pipeline(matrix("environment { PATH = '/opt/bin' }")),
    ],
    [
      pipeline('environment { PATH = "/opt/bin:$PATH" }', steps("echo 'x'")),
      pipeline("environment { PATH = '/opt/bin:/usr/bin' }", steps("echo 'x'")),
    ],
  ],
  'reserved-variable': [
    [
      pipeline("environment { JOB_NAME = 'x' }", steps("echo 'x'")),
      pipeline(matrix("environment { JOB_NAME = 'x' }")),
      pipeline(script("env.BUILD_NUMBER = '1'")),
    ],
    [
      pipeline(script('def env = [:]', "env.BUILD_NUMBER = '1'")),
      pipeline("environment { MY_JOB = 'x' }", script("env.NUMBER = '1'")),
    ],
  ],
  'secret-interpolation': [
    [
      pipeline(
        steps(
          "withCredentials([[$class: 'StringBinding', credentialsId: 'x', variable: 'S']]) { sh \"curl $S\" }",
        ),
      ),
      pipeline("environment { T = credentials('x') }", steps('sh "curl ${T.trim()}"')),
      pipeline("environment { T = credentials('x') }", steps('sh "curl $T"')),
      pipeline("environment { T = credentials('x') }", steps('sh "curl ${env.T_PSW}"')),
      pipeline(steps("withCredentials([string(credentialsId: 'x', variable: 'S')]) { sh 'curl ' + S }")),
      pipeline("parameters { password(name: 'P') }", steps('bat script: "curl ${params.P}"')),
      ...[
        'sh "curl ${T ?: \'x\'}"',
        'sh "curl $T" as String',
        "sh(['curl', T].join(' '))",
        'sh "curl ${T[0]}"',
        'sh "curl ${-> T}"',
        'sh "curl ${params.X ? T : env.Y}"',
        "sh 'curl' + ' ' + T + ' x'",
      ].map((step) => pipeline("environment { T = credentials('x') }", steps(step))),
      pipeline(
        "environment { T = credentials('x') }",
        script('def header = "Token: $T"', 'sh "curl $header"'),
      ),
      pipeline(matrix("environment { T = credentials('x') }", 'sh "curl $T"')),
      pipeline(steps('sh "curl $S"')).replace(
        'timeout(1)',
        "timeout(1)\n withCredentials([string(credentialsId: 'x', variable: 'S')])",
      ),
    ],
    [
      pipeline(
        stages(
          "stage('A') { environment { T = credentials('x') }; steps { echo 'x' } }",
          'stage(\'B\') { steps { sh "curl $T" } }',
        ),
      ),
      pipeline(
        "environment { T = credentials('x') }",
        stages("stage('B') { environment { T = 'x' }; steps { sh \"curl $T\" } }"),
      ),
      pipeline("environment { T = credentials('x') }", script("def T = 'x'", 'sh "curl $T"')),
      pipeline("environment { T = credentials('x') }", script('[\'a\'].each { T -> sh "curl $T" }')),
      pipeline("environment { T = credentials('x') }", script('sh "curl ${T ? 1 : 2} ${T == \'x\'}"')),
      pipeline(steps("withCredentials([file(credentialsId: 'x', variable: 'F')]) { sh \"cp $F there\" }")),
      pipeline("environment { T = credentials('x') }", steps("sh 'curl $T'", 'sh "curl \\$T ${env.OTHER}"')),
      pipeline(
        steps(
          "withCredentials([usernamePassword(credentialsId: 'x', usernameVariable: 'U', passwordVariable: 'P')]) { sh \"echo $U\" }",
        ),
      ),
    ],
  ],
  'shadowed-assignment': [
    [
      pipeline("environment { V = '1' }", script("env.V = '2'")),
      pipeline(matrix("environment { V = '1' }", "script { env.V = '2' }")),
    ],
    [
      pipeline("environment { V = '1' }", script('env.V = env.V')),
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
    [
      pipeline(script("def template = 'on ${env.X}'", "echo template.replace('a', 'b')")),
      pipeline(steps('echo "on ${env.BRANCH_NAME}"', "sh 'echo ${HOME}'")),
    ],
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
    [
      pipeline("parameters { string(name: 'TARGET') }", steps('echo params.TRAGET')),
      pipeline("parameters { string(name: 'TARGET') }", steps("echo params['TRAGET']")),
      pipeline("parameters { string(name: 'TARGET') }", steps("echo params.get('TRAGET')")),
    ],
    [
      pipeline("parameters { string(name: 'T') }", steps("echo params.get('X', 'y') + params['T']")),
      `def f(params = [:]) { params.extra }\n${pipeline("parameters { string(name: 'T') }", steps('f()'))}`,
      pipeline("parameters { string(name: 'T') }", script('[[:]].each { params -> println params.extra }')),
      pipeline("parameters { string(name: 'TARGET') }", steps('echo params.TARGET')),
      pipeline(steps('echo params.X')),
    ],
  ],
  'unknown-ignore': [
    [pipeline(steps("echo 'x' // plab-ignore no-agnet"))],
    [pipeline(steps("echo 'x' // plab-ignore no-agent -- this is why", "echo '// plab-ignore x'"))],
  ],
  'unknown-stash': [
    [pipeline(steps("stash 'a'", "unstash 'b'")), pipeline(steps("dir('lib') { unstash 'b' }"))],
    [
      pipeline(script("load 'x.groovy'", "unstash 'b'")),
      pipeline(steps("stash name: 'a'", "unstash 'a'")),
      pipeline(steps('stash "a$X"', "unstash 'b'")),
    ],
  ],
  'unknown-step': [
    [
      pipeline(script("['a'].each { ecko it }")),
      pipeline(steps("ecko 'x'")),
      pipeline(steps("dir('lib') { ecko 'x' }", '// library')),
      pipeline(script("foo 'x'")),
      pipeline(steps("echo 'x'"), "post { always { ecko 'x' } }"),
      `def f() { ecko 'x' }\n${pipeline(steps('f()'))}`,
    ],
    [
      pipeline(script('def map = [:]', "map.with { put('a', 1) }")),
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
      pipeline(stages("stage('A') { when { branch 'a/'; allOf { branch 'b' } }; steps { echo 'x' } }")),
      pipeline(matrix("when { branch 'a'; branch 'b' }")),
      pipeline(stages("stage('A') { steps { error 'x' } }", "stage('B') { steps { echo 'x' } }")),
    ],
    [
      ...["branch 'a*'; branch 'ab'", "branch 'Main'; branch 'main'", "branch 'a/'; branch 'a/b'"].map(
        (both) => pipeline(stages(`stage('A') { when { ${both} }; steps { echo 'x' } }`)),
      ),
      ...['catchError()', "warnError('x')"].map((option) =>
        pipeline(
          stages(
            `stage('A') { options { ${option} }; steps { error 'x' } }`,
            "stage('B') { steps { echo 'x' } }",
          ),
        ),
      ),
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
    [
      pipeline(script('if (params.GO) { return }', "error 'x'")),
      pipeline(steps("script { if (params.GO) { return }\n error 'x' }", "echo 'y'")),
      pipeline(steps("echo 'y'", "error 'x'")),
      pipeline(script("if (a) { error 'x' }", "echo 'y'")),
    ],
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

test('a step of a shared library is for information only, once', () => {
  const body = pipeline(steps("deployIt 'x'", "deployIt 'y'"));
  for (const source of [
    `@Library('x@1') _\n${body}`,
    `@Library('x@1') import org.x.Y\n${body}`,
    `library 'x@1'\n${body}`,
    `library(identifier: 'x@1', retriever: null).org.x\n${body}`,
    body.replace('agent any', "agent any\n libraries { lib('x@1') }"),
  ]) {
    const findings = lintJenkinsfile(source, 'Jenkinsfile').map(({ rule, severity }) => [rule, severity]);
    assert.deepEqual(findings, [['unknown-step', 'info']], source);
  }
});

test('the steps that the repository brings are known', () => {
  const source = pipeline(steps("deployIt 'x'"));
  assert.deepEqual(lintJenkinsfile(source, 'Jenkinsfile', { steps: ['deployIt'] }), []);
});

test('a text in single quotes is found where the text is', () => {
  const source = pipeline(steps("sh '''\\n a\\n b ${env.X}\\n'''".replaceAll('\\n', '\n')));
  const [finding] = lintJenkinsfile(source, 'Jenkinsfile');
  assert.equal(finding?.offset, source.indexOf('${env.X}'));
});

test('a matrix of millions of cells is refused at once', () => {
  const values = Array.from({ length: 10 }, (_, index) => `'${index}'`).join(', ');
  const axes = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
    .map((name) => `axis { name '${name}'; values ${values} }`)
    .join('\n');
  const body = `matrix { axes {\n${axes}\n}\n stages { stage('x') { steps { echo 'x' } } } }`;
  assert.deepEqual(found(pipeline(stages(`stage('M') { ${body} }`))), ['matrix-too-large']);
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

  test('only as a comment, and only by ids that there are', () => {
    assert.deepEqual(found(at("ecko '// plab-ignore'")), ['unknown-step']);
    assert.deepEqual(found(at("ecko 'x' // plab-ignore unknown-stpe")), ['unknown-step', 'unknown-ignore']);
    assert.deepEqual(found(at("ecko 'x' // plab-ignore this is ours")).length, 4);
    assert.deepEqual(found(at("/* plab-ignore unknown-step */ ecko 'x'")), []);
    assert.deepEqual(found(at("ecko 'x' // plab-ignore -- ours")), []);
    assert.deepEqual(found(at("ecko 'x' // see plab-ignore")), ['unknown-step']);
  });

  test('of any length', () => {
    const long = `${'/'.repeat(100_000)} plab-ignore${' '.repeat(100_000)}`;
    assert.deepEqual(found(at(long, "ecko 'x'")), ['unknown-step']);
  });

  test('no other rule, and no other line', () => {
    assert.deepEqual(found(at("ecko 'x' // plab-ignore no-agent")), ['unknown-step']);
    assert.deepEqual(found(pipeline(steps("echo 'y' // plab-ignore", "ecko 'x'"))), ['unknown-step']);
  });
});

test('what explain lets run is never called unreachable', async () => {
  const glob = fc.constantFrom('a', 'A', 'b', 'a/', 'a/b', 'a*', '**', 'A/B', '?', 'a\\\\b');
  const value = fc.constantFrom('a', 'A', 'b');
  const plain = fc.oneof(
    glob.map((one) => `branch '${one}'`),
    glob.map((one) => `tag '${one}'`),
    value.map((one) => `environment name: 'X', value: '${one}'`),
    value.map((one) => `environment name: 'X', value: '${one}', ignoreCase: true`),
    fc.constantFrom('expression { false }', 'expression { true }', 'expression { return null }'),
  );
  const several = fc.array(plain, { minLength: 1, maxLength: 3 });
  const combined = fc
    .tuple(fc.constantFrom('allOf', 'anyOf'), several)
    .map(([kind, inner]) => `${kind} { ${inner.join('\n')} }`);
  const conditions = fc.array(fc.oneof(plain, combined), { minLength: 1, maxLength: 3 });
  let [ran, unreachable] = [0, 0];
  const built = [
    ...['a', 'A', 'b', 'a/b', 'A/b/c'].map((branch) => ({ branch })),
    { tag: 'a' },
    { tag: 'A' },
  ];
  await fc.assert(
    fc.asyncProperty(conditions, fc.constantFrom(...built), value, async (when, what, X) => {
      const source = pipeline(stages(`stage('A') { when { ${when.join('\n')} }; steps { echo 'x' } }`));
      const facts = { ...what, params: new Map(), env: new Map([['X', X]]) };
      const [explained] = await explainPipeline(parseJenkinsfile(source, 'Jenkinsfile'), facts);
      const isUnreachable = found(source).includes('unreachable-stage');
      if (explained?.outcome === 'runs') ran += 1;
      if (isUnreachable) unreachable += 1;
      assert.ok(explained?.outcome !== 'runs' || !isUnreachable, source);
    }),
    { numRuns: 300 },
  );
  assert.ok(ran > 10 && unreachable > 10, `${ran} ran, ${unreachable} were unreachable`);
});

test('a comparison by order fails, and is said to', () => {
  const [finding] = lintJenkinsfile(pipeline(script('if (env.X < 5) { echo "y" }')), 'Jenkinsfile');
  assert.match(finding?.message ?? '', /^env\.X is text and cannot be compared with a number/);
});

test('what to do without an agent fits the place', () => {
  const none = (more: string): string =>
    `pipeline { agent none\n ${more}\n stages { stage('A') { agent any; steps { echo 'x' } } } }`;
  const hintOf = (source: string): string | undefined => lintJenkinsfile(source, 'Jenkinsfile')[0]?.hint;
  assert.equal(hintOf(none("post { always { junit 'x' } }")), 'Put the step into `node(…) { … }`.');
  assert.match(
    hintOf(none("environment { X = sh(script: 'x', returnStdout: true) }")) ?? '',
    /^Move it into/,
  );
});

describe('times of cron', () => {
  for (const spec of [
    'H/15 * * * *',
    '@daily',
    'TZ=Europe/Berlin\nH 4 * * 1-5',
    '# x\n0,30 0-23/2 1 1-12 7',
    'H(0-29)/10 * * * *',
    '*/90 * * * *',
    'H/60 H/24 H/28 H/12 H/7',
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
    '5/10 * * * *',
    '5-2 * * * *',
    'H/90 * * * *',
    'H(0-9)/11 * * * *',
    'H(29-0) * * * *',
    '* * H/29 * *',
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

test('a deep expression hides no other finding', () => {
  for (const deep of [`1${' + 1'.repeat(20_000)}`, `y${'.y()'.repeat(20_000)}`, `y${'[0]'.repeat(20_000)}`])
    assert.deepEqual(found(pipeline(script("ecko 'x'", `def x = ${deep}`))), ['unknown-step']);
});

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
