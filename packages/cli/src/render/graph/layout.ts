import type { GraphNode } from '@pipeline-lab/jenkinsfile';

/** A node with its place; the children's places are in the same coordinates, in pixels. */
export interface Box {
  readonly node: GraphNode;
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
  const least = textWidth(node);
  if (node.children.length === 0) return { node, x, y, width: least, height: leafHeight, children: [] };
  const children =
    node.kind === 'group'
      ? layOutSequence(node.children, x + padding, y + title)
      : layOutStack(node.children, x + padding, y + title);
  const right = Math.max(...children.map((box) => box.x + box.width));
  const bottom = Math.max(...children.map((box) => box.y + box.height));
  return {
    node,
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

function textWidth({ name, notes }: GraphNode): number {
  const longest = Math.max(name.length * letter, notes.join(', ').length * letter * 0.85);
  return Math.max(70, Math.ceil(longest) + 2 * padding);
}
