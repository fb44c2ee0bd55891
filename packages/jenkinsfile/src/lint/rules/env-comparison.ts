import type { Expression } from '@pipeline-lab/groovy/syntax';
import type { Pipeline } from '../../model.ts';
import { nodesOf, type Tree } from '../../tree.ts';
import type { Remark, Rule, Subject } from '../rule.ts';
import { globalMember } from '../scope.ts';

export const envComparison: Rule = {
  id: 'env-comparison',
  severity: 'warning',
  summary: 'A comparison that never holds, since the two sides have different types.',
  why: 'Environment variables are always text: `env.X == true` and `env.X == 1` are false whatever `X` is. A `booleanParam` is the other way round: a boolean in `params`, never the text "true".',
  bad: 'when { expression { env.DEPLOY == true } }',
  good: "when { expression { env.DEPLOY == 'true' } }",
  *check({ tree, pipeline }: Subject): Iterable<Remark> {
    for (const node of nodesOf(tree, 'binary')) {
      if (!comparisons.includes(node.operator)) continue;
      const message =
        problem(node.left, node.right, pipeline, tree) ?? problem(node.right, node.left, pipeline, tree);
      if (message !== undefined) yield { at: node, message };
    }
  },
};

const comparisons = ['==', '!=', '<', '>', '<=', '>='];

function problem(one: Expression, other: Expression, pipeline: Pipeline, tree: Tree): string | undefined {
  const variable = globalMember(tree, one, 'env');
  if (variable !== undefined && isNumberOrBoolean(other))
    return `env.${variable} is text and never equals a ${other.kind === 'number' ? 'number' : 'boolean'}`;
  const parameter = globalMember(tree, one, 'params');
  const type = pipeline.parameters.find(({ name }) => name === parameter)?.type;
  if (type === 'booleanParam' && other.kind === 'literal' && typeof other.value === 'string')
    return `params.${parameter} is a boolean and never equals text`;
  return undefined;
}

function isNumberOrBoolean(expression: Expression): boolean {
  return (
    expression.kind === 'number' || (expression.kind === 'literal' && typeof expression.value === 'boolean')
  );
}
