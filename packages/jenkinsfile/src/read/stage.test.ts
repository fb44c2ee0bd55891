import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Expression } from '@pipeline-lab/groovy/syntax';
import { JenkinsfileError } from '../errors.ts';
import type { Agent, Condition, Stage } from '../model.ts';
import { parseJenkinsfile } from './pipeline.ts';

const stage = (body: string): string => `pipeline { agent any\n stages { stage('A') { ${body} } } }`;
const steps = "steps { echo 'x' }";
const firstStage = (source: string): Stage => {
  const [first] = parseJenkinsfile(source, 'Jenkinsfile').stages;
  assert.ok(first);
  return first;
};
const text = (expression: Expression | undefined): unknown =>
  expression?.kind === 'literal'
    ? expression.value
    : expression?.kind === 'number'
      ? expression.text
      : undefined;

describe('agents', () => {
  const agentOf = (written: string): Agent | undefined => firstStage(stage(`${written}; ${steps}`)).agent;
  const named = (agent: Agent | undefined): unknown =>
    Object.fromEntries(
      Object.entries(agent ?? {}).flatMap(([key, value]) =>
        key === 'kind' ? [[key, value]] : typeof value === 'object' ? [[key, text(value)]] : [],
      ),
    );

  for (const [written, expected] of [
    ['agent any', { kind: 'any' }],
    ['agent none', { kind: 'none' }],
    ["agent { label 'linux' }", { kind: 'label', label: 'linux' }],
    [
      "agent { node { label 'linux'; customWorkspace '/w'; retries 2 } }",
      { kind: 'label', label: 'linux', customWorkspace: '/w', retries: '2' },
    ],
    ["agent { docker 'node:24' }", { kind: 'docker', image: 'node:24' }],
    [
      "agent { docker { image 'node:24'; args '-v a:b'; reuseNode true; alwaysPull true } }",
      { kind: 'docker', image: 'node:24', args: '-v a:b', reuseNode: true, alwaysPull: true },
    ],
    ['agent { dockerfile true }', { kind: 'dockerfile' }],
    [
      "agent { dockerfile { filename 'D'; dir 'x'; additionalBuildArgs '--pull' } }",
      { kind: 'dockerfile', filename: 'D', dir: 'x', additionalBuildArgs: '--pull' },
    ],
  ] as const) {
    test(written, () => assert.deepEqual(named(agentOf(written)), expected));
  }

  test('agent { kubernetes { … } }', () => {
    const agent = agentOf("agent { kubernetes { yamlFile 'pod.yaml'; defaultContainer 'node' } }");
    assert.equal(agent?.kind, 'kubernetes');
    assert.deepEqual([...agent.settings.keys()], ['yamlFile', 'defaultContainer']);
  });
});

describe('conditions', () => {
  const conditionOf = (written: string): Condition | undefined =>
    firstStage(stage(`when { ${written} }; ${steps}`)).when?.conditions[0];

  for (const [written, expected] of [
    ["branch 'main'", { kind: 'branch', pattern: 'main' }],
    ["branch pattern: 'a', comparator: 'REGEXP'", { kind: 'branch', pattern: 'a', comparator: 'REGEXP' }],
    ["tag 'v*'", { kind: 'tag', pattern: 'v*' }],
    ['buildingTag()', { kind: 'buildingTag' }],
    ["changelog 'fix.*'", { kind: 'changelog', pattern: 'fix.*' }],
    [
      "changeset pattern: '**/*.md', caseSensitive: true",
      { kind: 'changeset', pattern: '**/*.md', caseSensitive: true },
    ],
    ["environment name: 'A', value: 'b'", { kind: 'environment', name: 'A', value: 'b' }],
    ['equals expected: 1, actual: 2', { kind: 'equals', expected: '1', actual: '2' }],
    ["triggeredBy 'TimerTrigger'", { kind: 'triggeredBy', cause: 'TimerTrigger' }],
    [
      "triggeredBy cause: 'UserIdCause', detail: 'x'",
      { kind: 'triggeredBy', cause: 'UserIdCause', detail: 'x' },
    ],
    ['isRestartedRun()', { kind: 'isRestartedRun' }],
  ] as const) {
    test(written, () => {
      const { start: _start, end: _end, ...condition } = conditionOf(written) ?? { start: 0, end: 0 };
      const plain = Object.entries(condition).map(([key, value]) => [
        key,
        typeof value === 'object' ? text(value as Expression) : value,
      ]);
      assert.deepEqual(Object.fromEntries(plain), expected);
    });
  }

  test('changeRequest', () => {
    const condition = conditionOf("changeRequest target: 'main', comparator: 'GLOB'");
    assert.equal(condition?.kind, 'changeRequest');
    assert.deepEqual([...condition.fields.keys()], ['target']);
    assert.equal(text(condition.comparator), 'GLOB');
    const bare = conditionOf('changeRequest()');
    assert.equal(bare?.kind === 'changeRequest' && bare.fields.size, 0);
  });

  test('nested ones, and the switches', () => {
    const { when } = firstStage(
      stage(
        `when { beforeAgent true; beforeInput true; beforeOptions true
          anyOf { not { branch 'a' }; allOf { tag 'b'; expression { c } } } }; ${steps}`,
      ),
    );
    assert.deepEqual([when?.beforeAgent, when?.beforeInput, when?.beforeOptions], [true, true, true]);
    const [anyOf] = when?.conditions ?? [];
    assert.ok(anyOf?.kind === 'anyOf');
    const [not, allOf] = anyOf.conditions;
    assert.equal(not?.kind === 'not' && not.condition.kind, 'branch');
    assert.ok(allOf?.kind === 'allOf');
    assert.deepEqual(
      allOf.conditions.map(({ kind }) => kind),
      ['tag', 'expression'],
    );
  });
});

describe("the pattern of a changelog is one of Java's", () => {
  const problemsOf = (pattern: string): string[] => {
    try {
      parseJenkinsfile(stage(`when { changelog '${pattern}' }\n ${steps}`), 'Jenkinsfile');
      return [];
    } catch (error) {
      return error instanceof JenkinsfileError ? error.problems.map(({ rule }) => rule) : [String(error)];
    }
  };

  for (const pattern of ['a{2}', 'a{2,}', '[{]', '\\\\{x', '\\\\p{Alpha}', '\\\\Q{\\\\E', '(?i)fix.*'])
    test(`${pattern} is right`, () => assert.deepEqual(problemsOf(pattern), []));
  for (const pattern of ['{x}', 'a{x}', '({1})', 'a|{2}', '('])
    test(`${pattern} is wrong`, () => assert.deepEqual(problemsOf(pattern), ['changelog-bad-pattern']));
});
