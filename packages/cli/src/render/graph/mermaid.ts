import type { Graph, GraphNode } from '@pipeline-lab/jenkinsfile/graph';

/**
 * A pipeline as a Mermaid flowchart; groups are subgraphs, arrows join what runs one after the other.
 * https://mermaid.js.org/syntax/flowchart.html
 */
export function graphMermaid({ stages }: Graph): string {
  let count = 0;
  const next = (): string => {
    count += 1;
    return `s${count}`;
  };
  return ['flowchart LR', ...sequence(stages, '  ', next)].join('\n');
}

function sequence(nodes: readonly GraphNode[], indent: string, next: () => string): string[] {
  const named = nodes.map((node) => ({ node, id: next() }));
  const arrows = named.slice(1).map(({ id }, index) => `${indent}${named[index]?.id} --> ${id}`);
  return [...named.flatMap(({ node, id }) => definition(node, id, indent, next)), ...arrows];
}

function definition(node: GraphNode, id: string, indent: string, next: () => string): string[] {
  const { kind, children } = node;
  if (children.length === 0) return [`${indent}${id}["${label(node)}"]`];
  const inner = `${indent}  `;
  const body =
    kind === 'group'
      ? sequence(children, inner, next)
      : children.flatMap((child) => definition(child, next(), inner, next));
  const direction = kind === 'group' ? 'LR' : 'TB';
  return [
    `${indent}subgraph ${id}["${label(node)}"]`,
    `${inner}direction ${direction}`,
    ...body,
    `${indent}end`,
  ];
}

function label({ name, notes }: GraphNode): string {
  const text = notes.length === 0 ? name : `${name} (${notes.join(', ')})`;
  return text.replaceAll(/["#&<>;`\r\n]/g, (letter) => `#${letter.codePointAt(0)};`);
}
