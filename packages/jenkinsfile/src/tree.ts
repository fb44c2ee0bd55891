import type { CallNode, Expression, Script, Statement } from '@pipeline-lab/groovy/syntax';

/** Any statement or expression of a Groovy tree. */
export type Node = Expression | Statement | Script;

/** A Groovy tree with the way up from each node, and its nodes by kind in the order of the file. */
export interface Tree {
  readonly parents: ReadonlyMap<Node, Node>;
  readonly byKind: ReadonlyMap<string, readonly Node[]>;
}

export function treeOf(root: Node): Tree {
  const parents = new Map<Node, Node>();
  const byKind = new Map<string, Node[]>();
  // Stacks of its own: a chain of calls may be longer than the engine's stack is deep.
  const values: object[] = [root];
  const owners: (Node | undefined)[] = [undefined];
  for (let value = values.pop(); value !== undefined; value = values.pop()) {
    let owner = owners.pop();
    if (isNode(value)) {
      if (owner !== undefined) parents.set(value, owner);
      const same = byKind.get(value.kind);
      if (same === undefined) byKind.set(value.kind, [value]);
      else same.push(value);
      owner = value;
    }
    const first = values.length;
    for (const key in value) {
      const inside = value[key as keyof typeof value] as unknown;
      if (typeof inside === 'object' && inside !== null) values.push(inside);
    }
    for (let index = first; index < values.length; index += 1) owners.push(owner);
    reverseFrom(values, first);
  }
  return { parents, byKind };
}

/** The first part comes off the stack first. */
function reverseFrom(values: object[], first: number): void {
  for (let low = first, high = values.length - 1; low < high; low += 1, high -= 1) {
    const [one, other] = [values[low], values[high]];
    if (one !== undefined && other !== undefined) [values[low], values[high]] = [other, one];
  }
}

function isNode(value: object): value is Node {
  return 'kind' in value && 'start' in value;
}

export function nodesOf<K extends Node['kind']>(tree: Tree, kind: K): readonly Extract<Node, { kind: K }>[] {
  return (tree.byKind.get(kind) ?? []) as readonly Extract<Node, { kind: K }>[];
}

/** The calls without receiver: those that may be steps. */
export function plainCalls(tree: Tree): CallNode[] {
  return nodesOf(tree, 'call').filter(
    ({ receiver, dynamicName }) => receiver === undefined && dynamicName === undefined,
  );
}

/** The calls around a node, the nearest first: `retry`, `timeout` of `timeout { retry { sh 'x' } }`. */
export function callsAround({ parents }: Tree, node: Node): CallNode[] {
  const calls: CallNode[] = [];
  for (let next = parents.get(node); next !== undefined; next = parents.get(next))
    if (next.kind === 'call') calls.push(next);
  return calls;
}
