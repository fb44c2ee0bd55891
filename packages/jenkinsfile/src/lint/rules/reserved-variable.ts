import { nodesOf } from '@pipeline-lab/groovy/syntax';
import type { Remark, Rule, Subject } from '../rule.ts';
import { globalMember } from '../scope.ts';

export const reservedVariable: Rule = {
  id: 'reserved-variable',
  severity: 'warning',
  summary: 'A variable of Jenkins that the pipeline sets itself.',
  why: 'Jenkins sets these for every build. Steps, plugins and scripts read them and get something that is not true any more.',
  bad: "environment { BUILD_NUMBER = '42' }",
  good: "environment { RELEASE_NUMBER = '42' }",
  *check({ pipeline, tree, holders }: Subject): Iterable<Remark> {
    const blocks = [pipeline.environment, ...holders.map(({ environment }) => environment)];
    for (const entry of blocks.flat())
      if (reserved.has(entry.name)) yield { at: entry, message: message(entry.name) };
    for (const { target } of nodesOf(tree, 'assign')) {
      const name = globalMember(tree, target, 'env');
      if (name !== undefined && reserved.has(name)) yield { at: target, message: message(name) };
    }
  },
};

function message(name: string): string {
  return `${name} is set by Jenkins`;
}

const reserved: ReadonlySet<string> = new Set([
  'BRANCH_IS_PRIMARY',
  'BRANCH_NAME',
  'BUILD_DISPLAY_NAME',
  'BUILD_ID',
  'BUILD_NUMBER',
  'BUILD_TAG',
  'BUILD_URL',
  'CHANGE_AUTHOR',
  'CHANGE_BRANCH',
  'CHANGE_FORK',
  'CHANGE_ID',
  'CHANGE_TARGET',
  'CHANGE_TITLE',
  'CHANGE_URL',
  'EXECUTOR_NUMBER',
  'JENKINS_HOME',
  'JENKINS_URL',
  'JOB_BASE_NAME',
  'JOB_NAME',
  'JOB_URL',
  'NODE_LABELS',
  'NODE_NAME',
  'RUN_DISPLAY_URL',
  'STAGE_NAME',
  'TAG_NAME',
  'WORKSPACE',
  'WORKSPACE_TMP',
]);
