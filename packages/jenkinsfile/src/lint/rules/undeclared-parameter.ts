import { nearestName } from '../../nearest.ts';
import { nodesOf } from '../../tree.ts';
import type { Remark, Rule, Subject } from '../rule.ts';
import { globalMember } from '../scope.ts';

export const undeclaredParameter: Rule = {
  id: 'undeclared-parameter',
  severity: 'warning',
  summary: '`params.X` without a parameter `X`.',
  why: 'It is null in every build. Only files that declare parameters themselves are looked at.',
  bad: "parameters { string(name: 'TARGET') }\n…\necho params.TRAGET",
  good: "parameters { string(name: 'TARGET') }\n…\necho params.TARGET",
  *check({ pipeline, tree, calls, holders }: Subject): Iterable<Remark> {
    const declared = new Set(pipeline.parameters.map(({ name }) => name));
    for (const { input } of holders) for (const { name } of input?.parameters ?? []) declared.add(name);
    const elsewhere = calls.some(({ name }) => name === 'properties');
    if (pipeline.parameters.length === 0 || elsewhere) return;
    for (const node of nodesOf(tree, 'property')) {
      const name = globalMember(tree, node, 'params');
      if (name === undefined || name === '' || name === 'class' || declared.has(name)) continue;
      if (tree.parents.get(node)?.kind === 'call' && name === 'get') continue;
      const nearest = nearestName(name, declared);
      const hint = nearest === undefined ? {} : { hint: `Did you mean \`params.${nearest}\`?` };
      yield { at: node, message: `there is no parameter ${name}`, ...hint };
    }
  },
};
