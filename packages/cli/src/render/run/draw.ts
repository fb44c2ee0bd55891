import { styleText } from 'node:util';
import { mark } from '../build.ts';
import { duration } from '../units.ts';
import type { BuildTree, StageNode } from './tree.ts';

const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** How many lines of a running stage are shown. */
const shownLines = 3;

type Style = Parameters<typeof styleText>[0];

const styled = (style: Style, text: string): string => styleText(style, text, { stream: process.stdout });

/** The stages of a build as lines; `now` is milliseconds since 1970. */
export function drawTree(tree: BuildTree, now: number): string[] {
  return [header(tree, now), ...drawStages(tree.roots, '', now)];
}

function header(tree: BuildTree, now: number): string {
  const where = [tree.branch, tree.commit.slice(0, 12)].filter((part) => part !== '').join(' ');
  const ms = tree.end?.ms ?? Math.max(0, now - tree.startedAt);
  return `${styled('bold', `${tree.job} #${tree.number}`)} ${styled('dim', `${where}  ${duration(ms)}`)}`;
}

function drawStages(nodes: readonly StageNode[], indent: string, now: number): string[] {
  return nodes.flatMap((node, index) => {
    const last = index === nodes.length - 1;
    const inner = `${indent}${last ? '   ' : '│  '}`;
    return [
      `${styled('dim', indent + (last ? '└─ ' : '├─ '))}${stageLine(node, now)}`,
      ...tailOf(node).map(
        (line) => `${styled('dim', `${inner}${node.children.length > 0 ? '│' : ' '} `)}${line}`,
      ),
      ...drawStages(node.children, inner, now),
    ];
  });
}

function stageLine(node: StageNode, now: number): string {
  switch (node.state) {
    case 'waiting':
      return styled('dim', `○ ${node.name}`);
    case 'running': {
      const ms = Math.max(0, now - node.startedAt);
      const turn = spinner[Math.floor(now / 80) % spinner.length] ?? '';
      return `${styled('cyan', turn)} ${styled('bold', node.name)} ${styled('dim', duration(ms))}`;
    }
    case 'finished': {
      const why = node.skipped === undefined ? duration(node.ms) : shortReason(node.skipped);
      const name = node.skipped === undefined ? node.name : styled('dim', node.name);
      return `${mark(node.result ?? 'SUCCESS')} ${name} ${styled('dim', why)}`;
    }
  }
}

/** `Stage "x" skipped due to when conditional` → `skipped due to when conditional` */
function shortReason(reason: string): string {
  return reason.slice(Math.max(0, reason.lastIndexOf('skipped due to')));
}

/** The step that runs and the last lines; nothing for a stage whose inner stages tell more. */
function tailOf(node: StageNode): string[] {
  if (node.state !== 'running' || node.children.some(({ state }) => state === 'running')) return [];
  const step = [...node.steps.values()].at(-1);
  const lines = node.lines.slice(-shownLines).map((line) => styled('dim', line));
  return [...(step === undefined ? [] : [styled('cyan', step)]), ...lines];
}
