import { type CallNode, type Node, nodesOf, type Tree } from '@pipeline-lab/groovy/syntax';

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
