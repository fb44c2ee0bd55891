import { textOf, type Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../../errors.ts';
import type { Result } from '../../events/result.ts';
import type { TestCounts } from './test-case.ts';

type Kind = 'failed' | 'skipped' | 'passed';

type Counts = Pick<TestCounts, 'total' | Kind>;

/** `failed(unstableThreshold: '1')`: how many tests of a kind there may be; of passed ones, must be. */
export interface Threshold {
  readonly kind: Kind;
  readonly limits: readonly Limit[];
}

interface Limit {
  readonly result: Result;
  /** Counts what came since the last build. */
  readonly onlyNew: boolean;
  readonly value: number;
}

/** In the order in which xunit looks at them. */
const limitNames = [
  ['failureThreshold', 'FAILURE', false],
  ['failureNewThreshold', 'FAILURE', true],
  ['unstableThreshold', 'UNSTABLE', false],
  ['unstableNewThreshold', 'UNSTABLE', true],
] as const;

/** The argument `thresholds`; empty texts are no limits. Throws a StepFailure for what is no threshold. */
export function thresholdsOf(list: readonly Value[]): Threshold[] {
  return list.map((entry) => {
    const name = entry instanceof Map ? textOf(entry.get('$class') ?? '') : textOf(entry);
    const kind = /^(failed|skipped|passed)(?:threshold)?$/i.exec(name)?.[1]?.toLowerCase();
    if (!(entry instanceof Map) || kind === undefined)
      throw new StepFailure(`xunit: ${name} is no threshold`, 'Use failed(…), skipped(…) or passed(…).');
    const limits = limitNames.flatMap(([argument, result, onlyNew]) => {
      const text = textOf(entry.get(argument) ?? '').trim();
      return /^-?\d+$/.test(text) ? [{ result, onlyNew, value: Number(text) }] : [];
    });
    return { kind: kind as Kind, limits };
  });
}

/** The result of the first limit that does not hold, by number or in percent of all tests, and why. */
export function verdict(
  thresholds: readonly Threshold[],
  counts: Counts,
  previous: Counts | undefined,
  percent: boolean,
): { readonly result: Result; readonly reason?: string } {
  const share = (number: number): number =>
    !percent ? number : number === 0 ? 0 : (number / counts.total) * 100;
  for (const { kind, limits } of thresholds)
    for (const { result, onlyNew, value } of limits) {
      const found = share(counts[kind] - (onlyNew ? (previous?.[kind] ?? 0) : 0));
      if (kind === 'passed' ? found >= value : found <= value) continue;
      const unit = percent ? ' %' : '';
      const what = `${onlyNew ? 'new ' : ''}${kind} tests`;
      return { result, reason: `${found}${unit} ${what}, the limit is ${value}${unit}: ${result}` };
    }
  return { result: 'SUCCESS' };
}
