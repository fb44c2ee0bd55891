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
export function declaredAround(tree: Tree, place: Node, name: string): Declared | undefined {
  const before = new Map<Node, Declared>();
  for (const { declared, owner, from } of declarationsIn(tree).get(name) ?? [])
    if (from <= place.start) before.set(owner, declared);
  if (before.size === 0) return undefined;
  for (let next = tree.parents.get(place); next !== undefined; next = tree.parents.get(next)) {
    const found = before.get(next);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Declared = Parameter | Declarator;

interface Declaration {
  readonly declared: Declared;
  /** What the name can be used in. */
  readonly owner: Node;
  /** The offset from which on it can. */
  readonly from: number;
}

type Declarations = ReadonlyMap<string, readonly Declaration[]>;

/** The declarations of each tree by name, parameters first; made when a name is first looked for. */
const known = new WeakMap<Tree, Declarations>();

function declarationsIn(tree: Tree): Declarations {
  const found = known.get(tree) ?? Map.groupBy(eachDeclaration(tree), ({ declared }) => declared.name);
  known.set(tree, found);
  return found;
}

function* eachDeclaration(tree: Tree): Generator<Declaration> {
  for (const owner of [...nodesOf(tree, 'function'), ...nodesOf(tree, 'closure')])
    for (const declared of owner.parameters?.toReversed() ?? []) yield { declared, owner, from: owner.start };
  for (const declaration of nodesOf(tree, 'declare')) {
    const owner = tree.parents.get(declaration);
    if (owner === undefined) continue;
    for (const declared of declaration.declarators.toReversed())
      yield { declared, owner, from: declaration.end };
  }
}
