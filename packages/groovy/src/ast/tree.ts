import { forEachPart, type Node } from './parts.ts';

/** A tree with the way up from each node, and its nodes by kind in the order of the file. */
export interface Tree {
  readonly parents: ReadonlyMap<Node, Node>;
  readonly byKind: ReadonlyMap<string, readonly Node[]>;
}

export function treeOf(root: Node): Tree {
  const parents = new Map<Node, Node>();
  const byKind = new Map<string, Node[]>();
  // A stack of its own: a chain of calls may be longer than the engine's stack is deep.
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const same = byKind.get(node.kind);
    if (same === undefined) byKind.set(node.kind, [node]);
    else same.push(node);
    const parent = node;
    const first = waiting.length;
    forEachPart(parent, (part) => {
      parents.set(part, parent);
      waiting.push(part);
    });
    reverseFrom(waiting, first);
  }
  return { parents, byKind };
}

/** The first part comes off the stack first. */
function reverseFrom(nodes: Node[], first: number): void {
  for (let low = first, high = nodes.length - 1; low < high; low += 1, high -= 1) {
    const [one, other] = [nodes[low], nodes[high]];
    if (one !== undefined && other !== undefined) [nodes[low], nodes[high]] = [other, one];
  }
}

export function nodesOf<K extends Node['kind']>(tree: Tree, kind: K): readonly Extract<Node, { kind: K }>[] {
  return (tree.byKind.get(kind) ?? []) as readonly Extract<Node, { kind: K }>[];
}
