import { styleText } from 'node:util';
import type { Explanation } from '@pipeline-lab/jenkinsfile/explain';
import { harmless } from './visible.ts';

const signs = { runs: '✔', skipped: '✘', depends: '?' } as const;
const colours = { runs: 'green', skipped: 'dim', depends: 'yellow' } as const;

/** Whether each stage would run, and why, as an indented list. */
export function explainText(explanations: readonly Explanation[], indent = ''): string {
  return explanations
    .flatMap((explanation) => {
      const { name, outcome, stages } = explanation;
      const sign = styleText(colours[outcome], signs[outcome], { stream: process.stdout });
      const line = `${indent}${sign} ${harmless(`${name}: ${verdict(explanation)}`)}`;
      return stages.length === 0 ? [line] : [line, explainText(stages, `${indent}  `)];
    })
    .join('\n');
}

function verdict({ outcome, because, condition }: Explanation): string {
  if (outcome === 'runs') return `runs, ${because}`;
  const why = condition === undefined || because.includes(condition) ? because : `${because} (${condition})`;
  return outcome === 'skipped' ? `skipped, ${why}` : why;
}
