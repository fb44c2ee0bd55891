import type { Statement } from '@pipeline-lab/groovy/syntax';
import type { Condition, Pipeline, Post, Stage } from './model.ts';
import { writtenStages } from './stages.ts';

/** All Groovy that stands inside of `pipeline { }`: steps, `post` and the blocks of conditions. */
export function codeInside({ post, stages }: Pipeline): Statement[] {
  return [...postCode(post), ...stages.flatMap(stageCode)];
}

function stageCode(stage: Stage): Statement[] {
  const { body } = stage;
  const steps = body.kind === 'steps' ? body.steps : [];
  const settings = body.kind === 'matrix' ? [body.matrix] : [];
  return [
    ...steps,
    ...[stage, ...settings].flatMap(settingsCode),
    ...writtenStages(stage).flatMap(stageCode),
  ];
}

function settingsCode({ post, when }: Pick<Stage, 'post' | 'when'>): Statement[] {
  return [...postCode(post), ...(when?.conditions ?? []).flatMap(conditionCode)];
}

function conditionCode(condition: Condition): readonly Statement[] {
  if (condition.kind === 'expression') return condition.body.body;
  if (condition.kind === 'not') return conditionCode(condition.condition);
  return 'conditions' in condition ? condition.conditions.flatMap(conditionCode) : [];
}

function postCode(post: Post | undefined): Statement[] {
  return [...(post?.values() ?? [])].flat();
}
