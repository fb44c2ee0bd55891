import { styleText } from 'node:util';
import type { HostCheck } from '@pipeline-lab/deploy';

const words = {
  good: ['ok', 'green'],
  warning: ['warning', 'yellow'],
  problem: ['problem', 'red'],
  unknown: ['unknown', 'gray'],
} as const;

/** A table a host: each check, how it ended and what was seen; what to do stands below a problem. */
export function checkTable(checks: readonly HostCheck[]): string {
  return checks.map(hostTable).join('\n\n');
}

function hostTable({ host, findings }: HostCheck): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const rows = findings.flatMap(({ check, state, detail, error }) => {
    const [word, colour] = words[state];
    const row = `  ${check.padEnd(width)}  ${styleText(colour, word.padEnd(7), { stream: process.stdout })}  ${detail}`;
    return error === undefined ? [row] : [row, `  ${' '.repeat(width)}  next     ${error.hint}`];
  });
  return [styleText('bold', host, { stream: process.stdout }), ...rows].join('\n');
}
