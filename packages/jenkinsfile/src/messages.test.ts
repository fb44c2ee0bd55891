import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Catalogue, catalogue } from './catalogue/catalogue.ts';
import { schema } from './catalogue/schema.ts';
import { JenkinsfileError } from './errors.ts';
import { type MessageId, messageText } from './messages.ts';
import { parseJenkinsfile } from './read/pipeline.ts';

const steps = "steps { echo 'x' }";
const around = (...sections: string[]): string =>
  `pipeline {\n agent any\n stages { stage('A') { ${steps} } }\n ${sections.join('\n ')}\n}`;
const stages = (body: string): string => `pipeline {\n agent any\n stages {\n ${body}\n }\n}`;
const stage = (...sections: string[]): string => stages(`stage('A') {\n ${sections.join('\n ')}\n }`);
const ofSteps = (...body: string[]): string => stage(`steps {\n ${body.join('\n ')}\n }`);
const when = (condition: string): string => stage(`when {\n ${condition}\n }`, steps);
const agent = (body: string): string => stage(`agent {\n ${body}\n }`, steps);
const matrix = (...sections: string[]): string =>
  stage(`matrix {\n ${sections.join('\n ')}\n stages { stage('B') { ${steps} } }\n }`);
const axes = "axes { axis {\n name 'OS'\n values 'a', 'b'\n } }";
const axis = (...parts: string[]): string => matrix(`axes { axis {\n ${parts.join('\n ')}\n } }`);

type Case = readonly [source: string, values: readonly (string | number)[], line: number];

/** Messages whose names are too many to repeat, or that only the types of a plugin can cause. */
type Elsewhere = 'agent-parameters-multiple' | 'invalid-type';

/** For each message a Jenkinsfile that has it, what fills it in, and the line that it stands at. */
const cases: Readonly<Record<Exclude<MessageId, Elsewhere>, Case>> = {
  'agent-in-nested-stages': [stage('agent any', `parallel { stage('B') { ${steps} } }`), ['A'], 5],
  'agent-key-argument-missing': [agent('docker { image }'.replace('image', 'image()')), ['image'], 6],
  'agent-key-arguments': [agent("label 'a', 'b'"), ['label'], 6],
  'agent-parameter-invalid': [
    agent("dockerfile { file 'x' }"),
    [
      'file',
      'dockerfile',
      '[additionalBuildArgs, args, containerPerStageRoot, customWorkspace, dir, filename, label, registryCredentialsId, registryUrl, reuseNode]',
    ],
    6,
  ],
  'agent-parameter-missing': [agent("docker { args '-v x' }"), ['docker', 'image'], 6],
  'agent-type-invalid': [
    agent("dokcer 'x'"),
    ['dokcer', '[any, docker, dockerfile, kubernetes, label, none]'],
    6,
  ],
  'agent-type-missing': [
    stage('agent { }', steps),
    ['[any, docker, dockerfile, kubernetes, label, none]'],
    5,
  ],
  'argument-bare-dollar': [ofSteps('sh ${X}'), ['${X}'], 6],
  'argument-big-integer': [ofSteps('sleep 9223372036854775808'), [], 6],
  'argument-closure': [around('triggers {\n cron(x { 1 })\n }'), [], 5],
  'argument-count': [around('triggers {\n cron()\n }'), ['cron', 1, 0], 5],
  'argument-missing': [ofSteps("writeFile file: 'x'"), ['text'], 6],
  'argument-not-single': [ofSteps("writeFile 'x'"), [], 6],
  'argument-type': [
    ofSteps("timeout(time: 'x', unit: 'HOURS') { echo 'y' }"),
    ['int', 'time', 'x', 'class java.lang.String'],
    6,
  ],
  'argument-type-unnamed': [ofSteps("sleep 'x'"), ['int', 'x', 'class java.lang.String'], 6],
  'argument-unknown': [ofSteps("sh script: 'x', returnStdot: true"), ['returnStdot', 'returnStdout'], 6],
  'arguments-mixed': [around("options {\n timeout(1, unit: 'HOURS')\n }"), [], 5],
  'arguments-unnamed': [ofSteps("writeFile 'a', 'b'"), ['writeFile'], 6],
  'axis-duplicate-name': [
    matrix("axes { axis {\n name 'OS'\n values 'a'\n }\n axis {\n name 'OS'\n values 'b'\n } }"),
    ['OS'],
    10,
  ],
  'axis-duplicate-value': [axis("name 'OS'", "values 'a', 'a'"), ['a'], 8],
  'blocked-step': [
    ofSteps("stage('B') { echo 'x' }"),
    ['stage', 'The stage step cannot be used in Declarative Pipelines'],
    6,
  ],
  'changelog-bad-pattern': [
    when("changelog '('"),
    ['(', 'Invalid regular expression: /(/: Unterminated group'],
    6,
  ],
  'changelog-missing-pattern': [when("changelog patern: 'x'"), [], 6],
  'code-block-missing': [ofSteps("script 'x'"), ['Script'], 6],
  'duplicate-build-condition': [
    around("post {\n always { echo 'x' }\n always { echo 'y' }\n }"),
    ['always'],
    4,
  ],
  'duplicate-environment': [around("environment {\n A = 'x'\n A = 'y'\n }"), ['A'], 6],
  'duplicate-option': [around('options {\n timestamps()\n timestamps()\n }'), ['timestamps'], 4],
  'duplicate-stage-name': [stages(`stage('A') { ${steps} }\n stage('A') { ${steps} }`), ['A'], 5],
  'duplicate-trigger': [around("triggers {\n cron('@daily')\n cron('@hourly')\n }"), ['cron'], 4],
  'empty-section': [around('options { }'), ['options'], 4],
  'environment-concat-value': [around("environment {\n A = 'x' + y\n }"), [], 5],
  'environment-empty': [around('environment { }'), [], 4],
  'environment-expression': [around("environment {\n echo('x')\n }"), ["echo('x')"], 5],
  'environment-function-argument': [around('environment {\n A = credentials(x)\n }'), [], 5],
  'environment-identifier': [around("environment {\n $A = 'x'\n }"), ['$A'], 5],
  'environment-operation': [around("environment {\n A = 'x' - 'y'\n }"), [], 5],
  'environment-pairs': [around("environment {\n echo('x')\n }"), [], 4],
  'environment-value': [around('environment {\n A = x ? 1 : 2\n }'), [], 5],
  'exclude-values-or-not-values': [
    matrix(axes, "excludes { exclude { axis {\n name 'OS'\n values 'a'\n notValues 'b'\n } } }"),
    [],
    13,
  ],
  'expected-agent': [stage('agent { }', steps), [], 5],
  'expected-agent-argument': [stage('agent()', steps), [], 5],
  'expected-agent-none-any-or-block': [stage('agent some', steps), [], 5],
  'expected-block': [around("post 'x'"), [], 4],
  'expected-block-for': [around("tools 'x'"), ['tools'], 4],
  'expected-boolean': [stage('failFast 1', `parallel { stage('B') { ${steps} } }`), ['failFast'], 5],
  'expected-closure-or-fail-fast': [ofSteps("parallel a: { echo 'x' }, b: 'y'"), [], 6],
  'expected-condition': [when("env.X == 'y'"), [], 6],
  'expected-key-value': [agent("docker {\n image = 'x'\n }"), [], 6],
  'expected-library': [around("libraries {\n library('x')\n }"), ["library('x')"], 5],
  'expected-option': [around("options {\n 'x'\n }"), [], 5],
  'expected-parameter': [around("parameters {\n 'x'\n }"), [], 5],
  'expected-stage': [stages(`stag('A') { ${steps} }`), [], 4],
  'expected-stage-name': [stages(`stage { ${steps} }`), [], 4],
  'expected-step': [ofSteps('x = 1'), [], 6],
  'expected-string': [stages(`stage("A$x") { ${steps} }`), [], 4],
  'expected-string-but-got': [axis("name 'OS'", 'values "$x"'), ['"$x"'], 8],
  'expected-symbol': [ofSteps('foo().bar()'), [], 6],
  'expected-tool': [around('tools {\n maven\n }'), [], 4],
  'expected-trigger': [around("triggers {\n 'x'\n }"), [], 5],
  'field-argument-missing': [axis('name()', "values 'x'"), ['name'], 7],
  'field-arguments': [axis("name 'a', 'b'", "values 'x'"), ['name'], 7],
  'input-field-unknown': [stage("input {\n message 'x'\n button 'y'\n }", steps), ['button'], 7],
  'input-message-missing': [stage("input {\n ok 'x'\n }", steps), [], 5],
  'invalid-post-condition': [
    around("post {\n allways { echo 'x' }\n }"),
    [
      'allways',
      '[always, changed, fixed, regression, aborted, success, unsuccessful, unstable, failure, notBuilt, cleanup]',
    ],
    5,
  ],
  'map-not-allowed': [around("triggers {\n [$class: 'X']\n }"), ['Triggers'], 5],
  'matrix-too-large': [
    axis("name 'A'", `values ${Array.from({ length: 10_001 }, (_, index) => `'${index}'`).join(', ')}`),
    [10_001, 10_000],
    6,
  ],
  'method-on-object': [ofSteps('foo.bar()'), [], 6],
  'nested-parallel': [
    stages(`stage('A') { parallel { stage('B') {\n parallel { stage('C') { ${steps} } } } } }`),
    [],
    5,
  ],
  'no-axes': [matrix('axes { }'), [], 6],
  'no-blocks': [around("options {\n timestamps { echo 'x' }\n }"), ['Options'], 5],
  'no-excludes': [matrix(axes, 'excludes { }'), [], 10],
  'no-pipeline': ["node { sh 'make' }", [], 1],
  'no-stages': ['pipeline {\n agent any\n stages { }\n}', [], 3],
  'no-steps': [stage('steps { }'), [], 5],
  'no-tools': [around('tools { }'), [], 4],
  'one-agent': [agent("label 'a'\n label 'b'"), [], 5],
  'options-parameters': [around('options {\n parameters([])\n }'), [], 5],
  'options-triggers': [around('options {\n triggers([])\n }'), [], 5],
  'pipeline-not-at-top': [`node {\n ${around()}\n}`, ['pipeline'], 2],
  'pipeline-twice': [`${around()}\n${around()}`, [], 6],
  'pipeline-without-block': ["pipeline 'x'", ['pipeline'], 1],
  'post-content': [
    around("post {\n echo 'x'\n }"),
    [
      '[always, changed, fixed, regression, aborted, success, unsuccessful, unstable, failure, notBuilt, cleanup]',
    ],
    5,
  ],
  'preserved-builds': [around('options {\n preserveStashes(buildCount: 51)\n }'), [50], 5],
  'renamed-job-properties': [around('jobProperties { }'), [], 4],
  'renamed-notifications': [around('notifications { }'), [], 4],
  'renamed-post-build': [around('postBuild { }'), [], 4],
  'renamed-properties': [around('properties { }'), [], 4],
  'renamed-wrappers': [around('wrappers { }'), [], 4],
  'section-definition': [around('agent'), ['agent'], 4],
  'section-missing': [`pipeline {\n stages { stage('A') { ${steps} } }\n}`, ['agent'], 1],
  'section-twice': [around('agent none'), ['agent'], 4],
  'section-undefined': [around('stagez { }'), ['stagez'], 4],
  'stage-body-missing': [stage('agent any'), ['A'], 4],
  'stage-body-twice': [stage(steps, `stages { stage('B') { ${steps} } }`), ['A'], 4],
  'stage-section-definition': [stage('agent', steps), ['agent'], 5],
  'stage-section-unknown': [stage("sh 'make'", steps), ['sh'], 5],
  'stage-without-block': [stages(`stage('A', 'B') { ${steps} }`), [], 4],
  'tool-argument-missing': [around('tools {\n maven()\n }'), ['maven'], 5],
  'tool-arguments': [around("tools {\n maven 'a', 'b'\n }"), ['maven'], 5],
  'tools-in-nested-stages': [stage("tools { maven 'x' }", `parallel { stage('B') { ${steps} } }`), ['A'], 5],
  'when-children': [when('allOf { }'), ['allOf'], 6],
  'when-children-count': [when("not { branch 'a'; branch 'b' }"), ['not', 1], 6],
  'when-children-not-allowed': [when("branch { branch 'a' }"), ['branch'], 6],
  'when-empty': [when('beforeAgent true'), [], 5],
  'when-no-arguments': [when("allOf('x') { branch 'a' }"), ['allOf'], 6],
  'when-unknown': [
    when("brunch 'a'"),
    [
      'brunch',
      'allOf, anyOf, branch, buildingTag, changelog, changeRequest, changeset, environment, equals, expression, isRestartedRun, not, tag, triggeredBy',
    ],
    6,
  ],
};

describe('each message of the validator, with its place', () => {
  for (const [id, [source, values, line]] of Object.entries(cases) as [keyof typeof cases, Case][]) {
    test(id, () => {
      const problems = problemsOf(source);
      const expected = messageText(id, ...values);
      const found = problems.find((problem) => problem.message === expected);
      assert.ok(found, `${expected}\nis not among\n${problems.map(({ message }) => message).join('\n')}`);
      assert.equal(found.rule, id);
      assert.equal(found.line, line);
    });
  }
});

function problemsOf(source: string, known?: Catalogue): JenkinsfileError['problems'] {
  try {
    parseJenkinsfile(source, 'Jenkinsfile', known);
    return [];
  } catch (error) {
    assert.ok(error instanceof JenkinsfileError);
    return error.problems;
  }
}

for (const [source, what, name, one, other] of [
  [around('options {\n timeut(1)\n }'), 'option', 'timeut', 'timeout', 'skipStagesAfterUnstable'],
  [stage('options {\n buildDiscarder(x)\n }', steps), 'option', 'buildDiscarder', 'timeout', 'retry'],
  [around("parameters {\n strin(name: 'x')\n }"), 'parameter', 'strin', 'string', 'booleanParam'],
  [around("triggers {\n corn('x')\n }"), 'trigger', 'corn', 'cron', 'pollSCM'],
  [around("tools {\n mavn 'x'\n }"), 'tool', 'mavn', 'maven', 'jdk'],
] as const) {
  test(`invalid-type of ${what}`, () => {
    const [problem] = problemsOf(source);
    const start = `Invalid ${what} type "${name}". Valid ${what} types: [`;
    const message = problem?.message ?? '';
    assert.ok(message.startsWith(start), message);
    assert.ok(message.includes(one) && message.includes(other));
  });
}

test('agent-parameters-multiple', () => {
  const vm = schema('vm', 'A machine.', { image: 'string', size: 'string' });
  const known = { ...catalogue, agents: new Map([...catalogue.agents, ['vm', vm]]) };
  const [problem] = problemsOf(agent("vm 'x'"), known);
  assert.equal(problem?.message, messageText('agent-parameters-multiple', 'vm', '[image, size]'));
});
