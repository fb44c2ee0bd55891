import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Value } from '@pipeline-lab/groovy';
import { parse } from '@pipeline-lab/groovy/syntax';
import { parseJenkinsfile } from '../read/pipeline.ts';
import { evaluatorOf } from './evaluate.ts';
import type { Names } from './facts.ts';

const names: Names = {
  param: (name) => ({ DEPLOY: true, TARGET: 'prod', EMPTY: '' })[name],
  env: (name) => ({ BRANCH_NAME: 'release/1.2', N: '3' })[name],
};

const value = async (source: string, script = '', steps = "echo 'x'"): Promise<Value | undefined> => {
  const file = `${script}\npipeline { agent any\n stages { stage('A') { steps { ${steps} } } } }`;
  const evaluator = await evaluatorOf(parseJenkinsfile(file, 'Jenkinsfile'), names);
  return await evaluator.block(parse(source, 'x').statements, names);
};

describe('what can be told without a build', () => {
  for (const [source, expected] of [
    ["'a'", 'a'],
    ['1', 1],
    ['params.DEPLOY', true],
    ['!params.DEPLOY', false],
    ['return params.DEPLOY', true],
    ["env.BRANCH_NAME == 'main'", false],
    ["env['N'] == '3'", true],
    ['env.N == 3', false],
    ["BRANCH_NAME.startsWith('release/')", true],
    ['BRANCH_NAME ==~ /release\\/.*/', true],
    ['BRANCH_NAME ==~ /(?i)RELEASE.*/', true],
    ["params.TARGET in ['dev', 'prod']", true],
    ["['dev'].contains(params.TARGET)", false],
    ['"$TARGET"', undefined],
    ['"${params.TARGET}-${N}"', 'prod-3'],
    ['params.EMPTY ?: params.TARGET', 'prod'],
    ["params.DEPLOY ? 'a' : 'b'", 'a'],
    ['params.DEPLOY || currentBuild.x', true],
    ['currentBuild.x && !params.DEPLOY', false],
    ['currentBuild.x && params.DEPLOY', undefined],
    ["sh(returnStdout: true, script: 'x') == 'y'", undefined],
    ["try { readFile('x') } catch (e) { true }", undefined],
    ['params.UNKNOWN', undefined],
    ['1 + 1 == 2', true],
    ['BRANCH_NAME.length() > 3', true],
    ["env.BRANCH_NAME ==~ '('", undefined],
    ['def x = 1\nx', 1],
    ['while (true) { }', undefined],
  ] as const) {
    test(source, async () => assert.deepEqual(await value(source), expected));
  }
});

describe('what the script around the pipeline says', () => {
  test('its variables and functions are known', async () => {
    const script = "def GO = false\nother = 'x'\ndef isRelease() { BRANCH_NAME.startsWith('release/') }";
    assert.equal(await value('GO', script), false);
    assert.equal(await value("other == 'x' && isRelease()", script), true);
  });

  test('none of them is when it needs a build, not even what comes later', async () => {
    const script = "def commit = sh(script: 'git rev-parse HEAD', returnStdout: true)\ndef GO = true";
    assert.equal(await value('GO', script), undefined);
    assert.equal(await value('params.DEPLOY', script), true);
  });

  test('a variable that a stage sets is not', async () => {
    assert.equal(await value('GO', 'GO = false', 'script { GO = true }'), undefined);
  });
});

test('all expressions together have so much time', async () => {
  const pipeline = parseJenkinsfile(
    "pipeline { agent any\n stages { stage('A') { steps { echo 'x' } } } }",
    'x',
  );
  const evaluator = await evaluatorOf(pipeline, names, { each: 20, all: 60 });
  const block = async (source: string): Promise<Value | undefined> =>
    await evaluator.block(parse(source, 'x').statements, names);
  const loop = 'int n = 0\nfor (i in 1..2000) { n++ }\nn';
  for (let times = 0; times < 6; times += 1) assert.equal(await block('while (true) { }'), undefined);
  assert.equal(await block(loop), undefined);
  const patient = await evaluatorOf(pipeline, names);
  assert.equal(await patient.block(parse(loop, 'x').statements, names), 2000);
});
