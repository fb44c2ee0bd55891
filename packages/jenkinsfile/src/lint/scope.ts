import type { Expression } from '@pipeline-lab/groovy/syntax';
import { nodesOf, type Node, type Tree } from '../tree.ts';
import { memberOf } from './expressions.ts';

/** `X` of `env.X`, unless `env` is a variable of the script's own there: Jenkins' own objects only. */
export function globalMember(tree: Tree, expression: Expression, object: string): string | undefined {
  const name = memberOf(expression, object);
  return name === undefined || isDeclaredAround(tree, expression, object) ? undefined : name;
}

/** Whether a parameter or a `def` around a place has the name. */
function isDeclaredAround(tree: Tree, place: Node, name: string): boolean {
  const around = new Set<Node>();
  for (let next = tree.parents.get(place); next !== undefined; next = tree.parents.get(next)) {
    if (
      (next.kind === 'function' || next.kind === 'closure') &&
      next.parameters?.some((one) => one.name === name)
    )
      return true;
    around.add(next);
  }
  return nodesOf(tree, 'declare').some((declaration) => {
    const owner = tree.parents.get(declaration);
    const isBefore = declaration.start < place.start && owner !== undefined && around.has(owner);
    return isBefore && declaration.declarators.some((one) => one.name === name);
  });
}
