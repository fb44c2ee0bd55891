import { forEachPart, type Node } from '../ast/parts.ts';

/**
 * Visits the nodes below a node, in the order of the text. Of a chain of calls and operators, such as
 * `a.b().c[0] + d`, it visits what the links are made of, not the links: there may be thousands, more than the stack
 * has room for.
 */
export function forEachLinkedPart(node: Node, visit: (part: Node) => void): void {
  const links: Node[] = [];
  let first = node;
  for (let next = innerOf(node); next !== undefined; next = innerOf(next)) {
    links.push(first);
    first = next;
  }
  if (first !== node && !chained.has(first.kind)) visit(first);
  else forEachPart(first, visit);
  for (const link of links.toReversed()) {
    const inner = innerOf(link);
    forEachPart(link, (part) => {
      if (part !== inner) visit(part);
    });
  }
}

const chained: ReadonlySet<Node['kind']> = new Set(['binary', 'call', 'property', 'index']);

/** The part that a chain goes on with. */
function innerOf(node: Node): Node | undefined {
  switch (node.kind) {
    case 'binary':
      return node.left;
    case 'call':
      return node.receiver;
    case 'property':
    case 'index':
      return node.object;
    default:
      return undefined;
  }
}
