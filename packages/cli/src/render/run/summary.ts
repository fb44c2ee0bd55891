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
    ...tree.notices.map((text) => dim(`note: ${text}`)),
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

/** The innermost stage that went wrong first. */
function firstFailed(nodes: readonly StageNode[]): StageNode | undefined {
  for (const node of nodes) {
    if (node.result === undefined || node.result === 'SUCCESS' || node.result === 'NOT_BUILT') continue;
    return firstFailed(node.children) ?? node;
  }
  return undefined;
}
