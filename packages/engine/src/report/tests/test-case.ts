import type { TestFailure, TestName } from '../../events/event.ts';
import { placeIn } from '../place.ts';

/** One test of a report. */
export interface TestCase extends TestName {
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly problem?: Problem;
  /** Passed only when it was run again. */
  readonly flaky?: boolean;
}

export type Problem = Omit<TestFailure, 'name' | 'suite'>;

export interface TestCounts {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly TestFailure[];
  /** Passed only when they were run again (surefire's flakyFailure, flakyError). */
  readonly flaky: readonly TestName[];
}

/** Counts the tests of any number of reports. */
export interface Tally {
  readonly add: (test: TestCase) => void;
  readonly counts: () => TestCounts;
}

export function newTally(): Tally {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const failures: TestFailure[] = [];
  const flaky: TestName[] = [];
  return {
    add({ name, suite, outcome, problem, flaky: again }) {
      sum[outcome] += 1;
      if (outcome === 'failed') failures.push({ name, suite, ...(problem ?? { message: '' }) });
      if (again === true) flaky.push({ name, suite });
    },
    counts: () => ({ total: sum.passed + sum.failed + sum.skipped, ...sum, failures, flaky }),
  };
}

const longestMessage = 4000;
const longestStack = 10_000;

/** Why a test failed; where it did is what the report says, else the first place in the stack. */
export function problemOf(
  message: string,
  stack: string,
  given: { readonly file?: string | undefined; readonly line?: number } = {},
): Problem {
  const trace = stack.trim();
  const { file, line } = given;
  const place =
    file === undefined || file === ''
      ? placeIn(trace.slice(0, longestStack))
      : { file, ...(line !== undefined && line > 0 ? { line } : {}) };
  return {
    message: message.trim() || trace,
    ...(trace === '' ? {} : { stack: trace }),
    ...place,
  };
}

/** A failure as it is told: without secrets, and then cut, so that no beginning of one is left. */
export function toBeTold(failure: TestFailure, mask: (text: string) => string): TestFailure {
  const { message, stack } = failure;
  return {
    ...failure,
    message: mask(message).slice(0, longestMessage),
    ...(stack === undefined ? {} : { stack: mask(stack).slice(0, longestStack) }),
  };
}
