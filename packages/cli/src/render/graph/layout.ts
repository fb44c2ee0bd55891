import type { GraphNode } from '@pipeline-lab/jenkinsfile/graph';

/** A node with its place; the children's places are in the same coordinates, in pixels. */
export interface Box {
  readonly node: GraphNode;
  /** In small letters: below the name of a stage, behind that of a group. */
  readonly notes: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly children: readonly Box[];
}

const letter = 7.4;
const leafHeight = 44;
const title = 30;
const padding = 14;
export const between = 34;
const below = 12;

/** Places nodes beside each other, in the order in which they run. */
export function layOutSequence(nodes: readonly GraphNode[], x: number, y: number): Box[] {
  const boxes: Box[] = [];
  let left = x;
  for (const node of nodes) {
    const box = layOut(node, left, y);
    boxes.push(box);
    left += box.width + between;
  }
  const height = Math.max(0, ...boxes.map((box) => box.height));
  return boxes.map((box) => moved(box, (height - box.height) / 2));
}

function layOut(node: GraphNode, x: number, y: number): Box {
  const spread = node.kind === 'parallel' || node.kind === 'matrix' ? [node.kind] : [];
  const notes = [...spread, ...node.notes].join(', ');
  const least = textWidth(node, notes);
  if (node.children.length === 0)
    return { node, notes, x, y, width: least, height: leafHeight, children: [] };
  const children =
    node.kind === 'group'
      ? layOutSequence(node.children, x + padding, y + title)
      : layOutStack(node.children, x + padding, y + title);
  const right = Math.max(...children.map((box) => box.x + box.width));
  const bottom = Math.max(...children.map((box) => box.y + box.height));
  return {
    node,
    notes,
    x,
    y,
    width: Math.max(least, right - x + padding),
    height: bottom - y + padding,
    children,
  };
}

function layOutStack(nodes: readonly GraphNode[], x: number, y: number): Box[] {
  const boxes: Box[] = [];
  let top = y;
  for (const node of nodes) {
    const box = layOut(node, x, top);
    boxes.push(box);
    top += box.height + below;
  }
  return boxes;
}

function moved(box: Box, down: number): Box {
  return { ...box, y: box.y + down, children: box.children.map((child) => moved(child, down)) };
}

function textWidth({ name, children }: GraphNode, notes: string): number {
  const small = notes.length * letter * 0.87;
  const long = name.length * letter;
  const width = children.length === 0 ? Math.max(long, small) : long + letter + small;
  return Math.max(70, Math.ceil(width) + 2 * padding);
}
