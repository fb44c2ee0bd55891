import { treeOf } from '@pipeline-lab/groovy/syntax';
import { codeInside } from './code.ts';
import { JenkinsfileError } from './errors.ts';
import type { Pipeline } from './model.ts';
import { declaredNames } from './names.ts';
import { nearestName } from './nearest.ts';
import { isStepCall } from './step-calls.ts';
import { plainCalls } from './tree.ts';

/**
 * Checks that every step is known before anything runs. Throws a JenkinsfileError (PLAB_UNKNOWN_STEP) with the name,
 * the place and the nearest known step of each one that is not.
 */
export function checkSteps(pipeline: Pipeline, known: Iterable<string>): void {
  const steps = new Set(known);
  const { script, start, end, source, file } = pipeline;
  const statements = [...script, ...codeInside(pipeline)];
  const tree = treeOf({ kind: 'script', statements, start, end });
  const own = declaredNames(tree);
  const problems = plainCalls(tree)
    .filter((call) => !steps.has(call.name) && !own.has(call.name) && isStepCall(call, tree))
    .map(({ name, nameSpan }) => {
      const nearest = nearestName(name, steps);
      const meant = nearest === undefined ? '' : `; did you mean '${nearest}'?`;
      const message = `unknown step '${name}'${meant}`;
      return { rule: 'unknown-step', offset: nameSpan.start, end: nameSpan.end, message, hint };
    });
  if (problems.length > 0) throw new JenkinsfileError('PLAB_UNKNOWN_STEP', problems, source, file);
}

const hint = 'docs/jenkinsfile/steps.md lists the steps that run here.';
