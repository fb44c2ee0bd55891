import {
  type CallNode,
  type IndexNode,
  nodesOf,
  type PropertyNode,
  type Tree,
} from '@pipeline-lab/groovy/syntax';
import { nearestName } from '../../nearest.ts';
import { literalText } from '../../expressions.ts';
import type { Remark, Rule, Subject } from '../rule.ts';
import { globalMember, isGlobal } from '../scope.ts';

export const undeclaredParameter: Rule = {
  id: 'undeclared-parameter',
  severity: 'warning',
  summary: '`params.X` without a parameter `X`.',
  why: 'It is null in every build. Only files that declare parameters themselves are looked at.',
  bad: "parameters { string(name: 'TARGET') }\n…\necho params.TRAGET",
  good: "parameters { string(name: 'TARGET') }\n…\necho params.TARGET",
  *check({ pipeline, tree, calls, holders }: Subject): Iterable<Remark> {
    const elsewhere = calls.some(({ name }) => name === 'properties');
    if (pipeline.parameters.length === 0 || elsewhere) return;
    const declared = new Set(pipeline.parameters.map(({ name }) => name));
    for (const { input } of holders) for (const { name } of input?.parameters ?? []) declared.add(name);
    for (const node of reads(tree)) {
      const name = node.kind === 'call' ? nameGot(tree, node) : globalMember(tree, node, 'params');
      if (name === undefined || name === '' || name === 'class' || declared.has(name)) continue;
      const nearest = nearestName(name, declared);
      const hint = nearest === undefined ? {} : { hint: `Did you mean \`params.${nearest}\`?` };
      yield { at: node, message: `there is no parameter ${name}`, ...hint };
    }
  },
};

/** `params.X`, `params['X']` and calls of methods. */
function reads(tree: Tree): (PropertyNode | IndexNode | CallNode)[] {
  return [...nodesOf(tree, 'property'), ...nodesOf(tree, 'index'), ...nodesOf(tree, 'call')];
}

/** `X` of `params.get('X')`. */
function nameGot(tree: Tree, { name, receiver, positional: [first, second] }: CallNode): string | undefined {
  const isParams = receiver !== undefined && isGlobal(tree, receiver, 'params');
  return isParams && name === 'get' && second === undefined ? literalText(first) : undefined;
}
