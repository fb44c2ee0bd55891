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
  // A stack of its own: a chain of calls may be longer than the engine's stack is deep.
  const waiting: (readonly [value: object, parent: Node | undefined])[] = [[script, undefined]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [value, parent] = next;
    const owner = isNode(value) ? value : parent;
    if (isNode(value)) {
      if (parent !== undefined) parents.set(value, parent);
      const same = byKind.get(value.kind);
      if (same === undefined) byKind.set(value.kind, [value]);
      else same.push(value);
    }
    const inside: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    for (let index = inside.length - 1; index >= 0; index -= 1) {
      const child = inside[index];
      if (typeof child === 'object' && child !== null) waiting.push([child, owner]);
    }
  }
  return { parents, byKind };
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
