/** What became of one case; a case that is left out says why, one that failed what differs. */
export interface Outcome {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'left out';
  readonly detail?: string;
}

/**
 * Prints what failed, what was left out by reason, and the share that passed of what was run.
 * Gives the exit code: 1 when the share is below `limit` (a part of 1) or nothing was run.
 */
export function report(outcomes: readonly Outcome[], limit: number): 0 | 1 {
  const of = (state: Outcome['state']): Outcome[] => outcomes.filter((outcome) => outcome.state === state);
  const [passed, failed] = [of('passed'), of('failed')];
  for (const { name, detail = '' } of failed) console.log(`failed: ${name}\n${indented(detail)}`);
  for (const [reason, names] of Map.groupBy(of('left out'), ({ detail = '' }) => detail)) {
    console.log(
      `left out (${names.length}): ${reason}\n${indented(names.map(({ name }) => name).join(', '))}`,
    );
  }
  const count = passed.length + failed.length;
  const rate = count === 0 ? 0 : passed.length / count;
  const share = `${(rate * 100).toFixed(1)} %`;
  console.log(
    `${passed.length} of ${count} passed (${share}; at least ${(limit * 100).toFixed(0)} %), ` +
      `${failed.length} failed, ${of('left out').length} left out`,
  );
  return rate >= limit ? 0 : 1;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
