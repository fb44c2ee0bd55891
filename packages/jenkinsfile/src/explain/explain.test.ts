import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GroovySyntaxError } from '@pipeline-lab/groovy/syntax';
import fc from 'fast-check';
import { bound, edited, original, reworded } from '../../test/edits.ts';
import { JenkinsfileError } from '../errors.ts';
import { graphOf } from '../graph/graph.ts';
import { parseJenkinsfile } from '../read/pipeline.ts';
import { explainPipeline } from './explain.ts';
import { type Facts, refusedParameters } from './facts.ts';

const whens = [
  "branch 'main'",
  "not { anyOf { tag 'v*'; changeRequest() } }",
  "expression { params.X ==~ /(a+)+$/ && env['B'].trim() in ['c'] }",
  "environment name: 'A', value: 'b'",
  'equals expected: 2, actual: currentBuild.number',
  "beforeAgent true\n changeset '**/*.ts'",
  "allOf { triggeredBy 'TimerTrigger'; expression { return BRANCH_NAME != 'x' } }",
];
const stages = whens.map((when, index) => `stage('S${index}') {\n when { ${when} }\n steps { echo 'x' }\n }`);
const sources = [
  original,
  `pipeline {\n agent any\n parameters { string(name: 'X', defaultValue: 'aaa') }\n stages {\n${stages.join('\n')}\n} }`,
  `pipeline {\n agent none\n stages { stage('P') { parallel {\n${stages.join('\n')}\n} } } }`,
  `pipeline {\n agent any\n stages { stage('M') { matrix {\n axes { axis {\n name 'A'\n values 'x', 'y' } }\n stages {\n${stages.join('\n')}\n} } } } }`,
];

const facts: Facts = { branch: 'main', params: new Map([['X', 'b']]), env: new Map([['A', 'b']]) };

test('no edit of a valid file makes graph or explain fail or hang, unless the file is refused', async () => {
  let explained = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(edited(sources), reworded(sources)), async (text) => {
      try {
        const pipeline = parseJenkinsfile(text, 'Jenkinsfile');
        assert.ok(graphOf(pipeline).stages.length > 0);
        assert.ok((await explainPipeline(pipeline, facts)).length > 0);
        explained += 1;
      } catch (error) {
        if (!(error instanceof JenkinsfileError) && !(error instanceof GroovySyntaxError)) throw error;
      }
    }),
    bound,
  );
  assert.ok(explained > 20, `only ${explained} files were valid`);
});

test('entries of an environment refer to each other in any order, and to what is outside in a circle', async () => {
  const stage = ([when, outcome]: readonly [string, string], index: number): string =>
    `stage('${index} ${outcome}') { when { ${when} }; steps { echo 'x' } }`;
  const pipeline = parseJenkinsfile(
    `pipeline { agent any
    parameters { string(name: 'P', defaultValue: '/bin') }
    environment {
      A = "$B-x"
      B = "\${env.C}"
      C = 'c'
      D = "$E"
      E = "$D"
      P = "/opt:$P"
    }
    stages { ${(
      [
        ["environment name: 'A', value: 'c-x'", 'runs'],
        ["environment name: 'D', value: 'd'", 'depends'],
        ["environment name: 'P', value: '/opt:/bin'", 'runs'],
      ] as const
    )
      .map(stage)
      .join('\n')} } }`,
    'Jenkinsfile',
  );
  for (const { name, outcome } of await explainPipeline(pipeline, { ...facts, env: new Map() }))
    assert.equal(outcome, name.slice(2));
});

test('a parameter takes the values of its type', () => {
  const pipeline = parseJenkinsfile(
    `pipeline { agent any
    parameters {
      booleanParam(name: 'B')
      choice(name: 'C', choices: ['a', 'b'])
      choice(name: 'L', choices: "a\\nb")
      choice(name: 'X', choices: "$Y")
      string(name: 'S')
    }
    stages { stage('A') { steps { echo 'x' } } } }`,
    'Jenkinsfile',
  );
  const refused = (given: Readonly<Record<string, string>>): string[] =>
    refusedParameters(pipeline, new Map(Object.entries(given))).map(
      ({ name, wanted }) => `${name}: ${wanted}`,
    );
  assert.deepEqual(refused({ B: 'yes', C: 'c', L: 'c' }), [
    'B: true or false',
    'C: one of a, b',
    'L: one of a, b',
  ]);
  assert.deepEqual(refused({ B: 'false', C: 'b', L: 'a', X: 'any', S: 'any' }), []);
});
