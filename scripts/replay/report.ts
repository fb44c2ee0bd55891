/** What became of one case; a case that is left out says why, one that failed what differs. */
export interface Outcome {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'left out';
  readonly detail?: string;
}

/** Prints what differs, of a case that failed. */
export function tell({ name, state, detail = '' }: Outcome): void {
  if (state === 'failed') console.log(`failed: ${name}\n${indented(detail)}`);
}

/**
 * Prints the cases that were left out with the reason of each, the names of those that failed, and the share that
 * passed of what was run. Gives the exit code: 1 when the share is below `limit` (a part of 1) or nothing was run.
 */
export function report(outcomes: readonly Outcome[], limit: number): 0 | 1 {
  const of = (state: Outcome['state']): Outcome[] => outcomes.filter((outcome) => outcome.state === state);
  const [passed, failed, leftOut] = [of('passed'), of('failed'), of('left out')];
  const table = leftOut.map(({ name, detail = '' }) => [name, detail] as const);
  const width = Math.max(0, ...table.map(([name]) => name.length));
  if (table.length > 0) console.log('left out:');
  for (const [name, reason] of table.toSorted((a, b) => compared(a[1], b[1]) || compared(a[0], b[0])))
    console.log(`  ${name.padEnd(width)}  ${reason}`);
  if (failed.length > 0) console.log(`failed:\n${indented(failed.map(({ name }) => name).join('\n'))}`);
  const count = passed.length + failed.length;
  const rate = count === 0 ? 0 : passed.length / count;
  const share = `${(rate * 100).toFixed(1)} %`;
  console.log(
    `${passed.length} of ${count} passed (${share}; at least ${(limit * 100).toFixed(0)} %), ` +
      `${failed.length} failed, ${leftOut.length} left out`,
  );
  return rate >= limit ? 0 : 1;
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
