import type { CallNode, Statement } from '@pipeline-lab/groovy';
import { JenkinsfileError } from './errors.ts';
import type { Condition, Pipeline, Post, Stage } from './model.ts';
import { nearestName } from './nearest.ts';

/**
 * Checks that every step is known before anything runs. Throws a JenkinsfileError (PLAB_UNKNOWN_STEP) with the name,
 * the place and the nearest known step of each one that is not.
 */
export function checkSteps(pipeline: Pipeline, known: Iterable<string>): void {
  const steps = new Set(known);
  const own = declaredNames(pipeline);
  const problems = stepCalls(pipeline)
    .filter(({ name }) => !steps.has(name) && !own.has(name))
    .map(({ name, nameSpan }) => {
      const nearest = nearestName(name, steps);
      const meant = nearest === undefined ? '' : `; did you mean '${nearest}'?`;
      return {
        rule: 'unknown-step',
        offset: nameSpan.start,
        end: nameSpan.end,
        message: `unknown step '${name}'${meant}`,
        hint,
      };
    });
  if (problems.length > 0)
    throw new JenkinsfileError('PLAB_UNKNOWN_STEP', problems, pipeline.source, pipeline.file);
}

const hint = 'docs/jenkinsfile.md lists the steps that run here.';

/** Every call without receiver in the steps, conditions and functions of a pipeline. */
function stepCalls(pipeline: Pipeline): CallNode[] {
  const code: unknown[] = [
    pipeline.script,
    ...postBlocks(pipeline.post),
    ...pipeline.stages.flatMap(stageCode),
  ];
  return code.flatMap((part) => callsIn(part)).filter(({ receiver }) => receiver === undefined);
}

function stageCode({ body, post, when }: Stage): unknown[] {
  const blocks = [...postBlocks(post), ...(when?.conditions ?? []).flatMap(conditionCode)];
  if (body.kind === 'steps') return [body.steps, ...blocks];
  const stages =
    body.kind === 'parallel' ? body.branches : body.kind === 'matrix' ? body.matrix.stages : body.stages;
  return [...stages.flatMap(stageCode), ...blocks];
}

function conditionCode(condition: Condition): unknown[] {
  if (condition.kind === 'expression') return [condition.body];
  if (condition.kind === 'not') return conditionCode(condition.condition);
  return 'conditions' in condition ? condition.conditions.flatMap(conditionCode) : [];
}

function postBlocks(post: Post | undefined): (readonly Statement[])[] {
  return [...(post?.values() ?? [])];
}

function callsIn(node: unknown): CallNode[] {
  if (node === null || typeof node !== 'object') return [];
  const inside = Object.values(node).flatMap(callsIn);
  return 'kind' in node && node.kind === 'call' ? [node as CallNode, ...inside] : inside;
}

/** Names that the script itself gives: its functions, variables and parameters, which may hold closures. */
function declaredNames(pipeline: Pipeline): Set<string> {
  const names = new Set(['it']);
  collectNames([pipeline.script, pipeline.stages.flatMap(stageCode), postBlocks(pipeline.post)], names);
  return names;
}

function collectNames(node: unknown, names: Set<string>): void {
  if (node === null || typeof node !== 'object') return;
  if ('kind' in node) {
    if (node.kind === 'function' && 'name' in node) names.add(String(node.name));
    if (node.kind === 'declare' && 'declarators' in node)
      for (const { name } of node.declarators as { name: string }[]) names.add(name);
    if ('parameters' in node)
      for (const { name } of (node.parameters ?? []) as { name: string }[]) names.add(name);
    if (node.kind === 'assign' && 'target' in node) collectTarget(node.target, names);
  }
  for (const value of Object.values(node)) collectNames(value, names);
}

function collectTarget(target: unknown, names: Set<string>): void {
  if (
    target !== null &&
    typeof target === 'object' &&
    'name' in target &&
    'kind' in target &&
    target.kind === 'variable'
  ) {
    names.add(String(target.name));
  }
}
