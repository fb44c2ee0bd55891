import type { CallNode, Expression, Script, Statement } from '@pipeline-lab/groovy/syntax';

/** Any statement or expression of a Groovy tree. */
export type Node = Expression | Statement | Script;

/** A Groovy tree with the way up from each node, and its nodes by kind in the order of the file. */
export interface Tree {
  readonly parents: ReadonlyMap<Node, Node>;
  readonly byKind: ReadonlyMap<string, readonly Node[]>;
}

export function treeOf(script: Script): Tree {
  const parents = new Map<Node, Node>();
  const byKind = new Map<string, Node[]>();
  visit(script, undefined);
  return { parents, byKind };

  function visit(value: object, parent: Node | undefined): void {
    let owner = parent;
    if (isNode(value)) {
      if (parent !== undefined) parents.set(value, parent);
      const same = byKind.get(value.kind);
      if (same === undefined) byKind.set(value.kind, [value]);
      else same.push(value);
      owner = value;
    }
    for (const inside of Array.isArray(value) ? value : Object.values(value))
      if (typeof inside === 'object' && inside !== null) visit(inside, owner);
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
