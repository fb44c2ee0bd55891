import { type Expression, nodesOf, type Tree } from '@pipeline-lab/groovy/syntax';
import type { Pipeline } from '../../model.ts';
import type { Remark, Rule, Subject } from '../rule.ts';
import { globalMember } from '../scope.ts';

export const envComparison: Rule = {
  id: 'env-comparison',
  severity: 'warning',
  summary: 'A comparison of two sides with different types, which never holds or fails.',
  why: 'Environment variables are always text: `env.X == true` and `env.X == 1` are false whatever `X` is, and `env.X > 1` fails. A `booleanParam` is the other way round: a boolean in `params`, never the text "true".',
  bad: 'when { expression { env.DEPLOY == true } }',
  good: "when { expression { env.DEPLOY == 'true' } }",
  *check({ tree, pipeline }: Subject): Iterable<Remark> {
    for (const node of nodesOf(tree, 'binary')) {
      if (!comparisons.includes(node.operator)) continue;
      const types =
        mismatch(node.left, node.right, pipeline, tree) ?? mismatch(node.right, node.left, pipeline, tree);
      if (types === undefined) continue;
      const [what, is, other] = types;
      const isEquality = node.operator === '==' || node.operator === '!=';
      const outcome = isEquality
        ? `never equals ${other}`
        : `cannot be compared with ${other}: this fails the build`;
      yield { at: node, message: `${what} is ${is} and ${outcome}` };
    }
  },
};

const comparisons = ['==', '!=', '<', '>', '<=', '>='];

/** What is compared, its type and the type of the other side, when these two differ in any build. */
function mismatch(
  one: Expression,
  other: Expression,
  pipeline: Pipeline,
  tree: Tree,
): readonly [what: string, is: string, other: string] | undefined {
  const type = literalType(other);
  if (type === undefined) return undefined;
  const variable = globalMember(tree, one, 'env');
  if (variable !== undefined) return type === 'text' ? undefined : [`env.${variable}`, 'text', type];
  const name = globalMember(tree, one, 'params');
  const parameter = pipeline.parameters.find((each) => each.name === name)?.type;
  const own = parameter === undefined ? undefined : parameterTypes.get(parameter);
  return own === undefined || own === type ? undefined : [`params.${name}`, own, type];
}

/** Other types have values of classes of their own. */
const parameterTypes: ReadonlyMap<string, string> = new Map([
  ['booleanParam', 'a boolean'],
  ['string', 'text'],
  ['text', 'text'],
  ['choice', 'text'],
]);

function literalType(expression: Expression): string | undefined {
  if (expression.kind === 'number') return 'a number';
  if (expression.kind !== 'literal' || expression.value === null) return undefined;
  return typeof expression.value === 'boolean' ? 'a boolean' : 'text';
}
