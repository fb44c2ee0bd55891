import { join } from 'node:path';
import { styleText } from 'node:util';
import { mark } from '../build.ts';
import { duration } from '../units.ts';
import { failedTests } from './failed-tests.ts';
import { errorLines } from './plain.ts';
import type { BuildTree, StageNode } from './tree.ts';

/** How a build ended: the stage that failed first, failing tests, where the log and the artifacts are. `named`: commands must name its job. */
export function summaryLines(
  tree: BuildTree,
  folder: string,
  named: boolean = tree.file !== 'Jenkinsfile',
): string[] {
  const { end } = tree;
  if (end === undefined) return [];
  const { passed, failed, skipped } = tree.tests;
  const ran = passed + failed + skipped > 0;
  return [
    '',
    ...failedStage(tree),
    ...(ran ? [`tests: ${passed} passed, ${failed} failed, ${skipped} skipped`] : []),
    ...failedTests(tree.failures),
    ...tree.notices.flatMap((text) => text.split('\n').map((line) => dim(`note: ${line}`))),
    ...(tree.artifacts.length > 0
      ? [`artifacts: ${tree.artifacts.length} in ${join(folder, 'artifacts')}`]
      : []),
    `log: plab logs ${tree.number}${named ? ` --job ${tree.job}` : ''}`,
    '',
    `${mark(end.result)} ${end.result} in ${duration(end.ms)}`,
    ...errorLines(end.error),
  ];
}

const dim = (text: string): string => styleText('dim', text, { stream: process.stdout });

function failedStage(tree: BuildTree): string[] {
  const node = firstFailed(tree.roots);
  if (node === undefined) return [];
  const title = styleText('bold', node.id, { stream: process.stdout });
  return [`${mark(node.result ?? 'FAILURE')} ${title}`, ...node.lines.map((line) => `  ${line}`), ''];
}

/** What went wrong, what explains most first: a stage that fails lets others be aborted. */
const wrong = ['FAILURE', 'ABORTED', 'UNSTABLE'] as const;

/** The stage that ended first with the result that explains most; an inner one ends before those around it. */
function firstFailed(roots: readonly StageNode[]): StageNode | undefined {
  const all = roots.flatMap(withInner).sort((one, other) => one.endedAs - other.endedAs);
  for (const result of wrong) {
    const first = all.find((node) => node.result === result);
    if (first !== undefined) return first;
  }
  return undefined;
}

function withInner(node: StageNode): StageNode[] {
  return [node, ...node.children.flatMap(withInner)];
}
