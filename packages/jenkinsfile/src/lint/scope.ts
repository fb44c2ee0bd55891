import {
  type Declarator,
  type Expression,
  type Node,
  nodesOf,
  type Parameter,
  type Tree,
} from '@pipeline-lab/groovy/syntax';
import { memberOf } from '../expressions.ts';

/** `X` of `env.X`, unless `env` is a variable of the script's own there: Jenkins' own objects only. */
export function globalMember(tree: Tree, expression: Expression, object: string): string | undefined {
  const name = memberOf(expression, object);
  return name === undefined || declaredAround(tree, expression, object) !== undefined ? undefined : name;
}

/** Whether an expression is the name of an object of Jenkins' own. */
export function isGlobal(tree: Tree, expression: Expression, object: string): boolean {
  const isNamed = expression.kind === 'variable' && expression.name === object;
  return isNamed && declaredAround(tree, expression, object) === undefined;
}

/** The parameter or the variable of a `def` that a name stands for at a place. */
export function declaredAround(tree: Tree, place: Node, name: string): Parameter | Declarator | undefined {
  const before = new Map<Node, Declarator>();
  for (const declaration of nodesOf(tree, 'declare')) {
    const owner = tree.parents.get(declaration);
    const declarator = declaration.declarators.find((one) => one.name === name);
    if (owner !== undefined && declarator !== undefined && declaration.end <= place.start)
      before.set(owner, declarator);
  }
  for (let next = tree.parents.get(place); next !== undefined; next = tree.parents.get(next)) {
    const parameters = next.kind === 'function' || next.kind === 'closure' ? next.parameters : undefined;
    const found = before.get(next) ?? parameters?.find((one) => one.name === name);
    if (found !== undefined) return found;
  }
  return undefined;
}
