import type { Graph, GraphNode } from '@pipeline-lab/jenkinsfile/graph';

/** A pipeline as a tree of text: what stands below each other in a group runs in that order. */
export function graphText({ notes, stages }: Graph): string {
  return [`pipeline${written(notes)}`, ...branches(stages, '')].join('\n');
}

function branches(nodes: readonly GraphNode[], indent: string): string[] {
  return nodes.flatMap((node, index) => {
    const last = index === nodes.length - 1;
    const line = `${indent}${last ? '└─' : '├─'} ${label(node)}`;
    return [line, ...branches(node.children, `${indent}${last ? '   ' : '│  '}`)];
  });
}

function label({ name, kind, notes, children }: GraphNode): string {
  const how = { stage: '', group: '', parallel: 'parallel', matrix: `matrix of ${children.length}` }[kind];
  return `${name}${written(how === '' ? notes : [how, ...notes])}`;
}

function written(notes: readonly string[]): string {
  return notes.length === 0 ? '' : `  (${notes.join(', ')})`;
}
