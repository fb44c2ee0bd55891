import type { Graph } from '@pipeline-lab/jenkinsfile/graph';
import { between, type Box, layOutSequence } from './layout.ts';

const margin = 16;

/** A pipeline as an SVG image: time runs to the right, what runs at the same time stands below each other. */
export function graphSvg({ stages }: Graph): string {
  const boxes = layOutSequence(stages, margin, margin);
  const width = Math.max(0, ...boxes.map((box) => box.x + box.width)) + margin;
  const height = Math.max(0, ...boxes.map((box) => box.y + box.height)) + margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Stages of the pipeline">`,
    `<style>${style}</style>`,
    ...drawSequence(boxes),
    '</svg>',
  ].join('\n');
}

const style = [
  'rect { fill: #fff; stroke: #57606a; }',
  '.group { fill: #f6f8fa; stroke-dasharray: 4 3; }',
  'path { stroke: #57606a; fill: none; }',
  'text { font: 13px system-ui, sans-serif; fill: #1f2328; }',
  '.note { font-size: 11px; fill: #57606a; }',
  '@media (prefers-color-scheme: dark) { rect { fill: #161b22; stroke: #8b949e; } .group { fill: #0d1117; }',
  'path { stroke: #8b949e; } text { fill: #e6edf3; } .note { fill: #8b949e; } }',
].join(' ');

function drawSequence(boxes: readonly Box[]): string[] {
  const arrows = boxes.slice(1).map((box) => {
    const y = box.y + box.height / 2;
    const end = box.x - 2;
    return `<path d="M${box.x - between + 2} ${y} H${end} m-5 -4 l5 4 l-5 4"/>`;
  });
  return [...boxes.flatMap(draw), ...arrows];
}

function draw(box: Box): string[] {
  const { node, x, y, width, height, children } = box;
  const frame = `x="${x}" y="${y}" width="${width}" height="${height}"`;
  if (children.length === 0) return [`<rect ${frame} rx="6"/>`, ...stageText(box)];
  const note = box.notes === '' ? '' : ` <tspan class="note">${escapeXml(box.notes)}</tspan>`;
  return [
    `<rect class="group" ${frame} rx="8"/>`,
    `<text x="${x + 12}" y="${y + 20}">${escapeXml(node.name)}${note}</text>`,
    ...(node.kind === 'group' ? drawSequence(children) : children.flatMap(draw)),
  ];
}

function stageText({ node, notes, x, y, width }: Box): string[] {
  const at = `x="${x + width / 2}" text-anchor="middle"`;
  const name = escapeXml(node.name);
  if (notes === '') return [`<text ${at} y="${y + 26}">${name}</text>`];
  return [
    `<text ${at} y="${y + 20}">${name}</text>`,
    `<text class="note" ${at} y="${y + 35}">${escapeXml(notes)}</text>`,
  ];
}

/** Text for XML: markup stays text, and characters that XML cannot hold are left out. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
