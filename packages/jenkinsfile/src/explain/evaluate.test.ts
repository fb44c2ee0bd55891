import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from '@pipeline-lab/groovy/syntax';
import { blockValue } from './evaluate.ts';
import type { Known, Names } from './facts.ts';

const names: Names = {
  param: (name) => ({ DEPLOY: true, TARGET: 'prod', EMPTY: '' })[name],
  env: (name) => ({ BRANCH_NAME: 'release/1.2', N: '3' })[name],
};

const value = (source: string): Known | undefined => blockValue(parse(source, 'x').statements, names);

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
    ['params.UNKNOWN', undefined],
    ['2 > 1', true],
    ["env.BRANCH_NAME ==~ '('", undefined],
    ['def x = 1\nx', undefined],
  ] as const) {
    test(source, () => assert.deepEqual(value(source), expected));
  }
});
