import type { SeverityCounts } from '../issues/gate.ts';
import type { Issue } from '../issues/issue.ts';
import type { Result } from './result.ts';

export interface TestReport {
  readonly type: 'test.report';
  readonly step: number;
  readonly stage?: string;
  readonly files: readonly string[];
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly TestFailure[];
  /** Those that passed only when they were run again. */
  readonly flaky?: readonly TestName[];
}

export interface TestFailure {
  readonly name: string;
  /** The suite or class. */
  readonly suite: string;
  readonly message: string;
  readonly stack?: string;
  /** Where it failed, as the report or the stack says. */
  readonly file?: string;
  readonly line?: number;
  /** For how many builds in a row it has failed, this one included. */
  readonly age?: number;
  /** It has failed and passed in turns in the last builds. */
  readonly flaky?: boolean;
}

export interface TestName {
  readonly name: string;
  readonly suite: string;
}

export interface CoverageReport {
  readonly type: 'coverage.report';
  readonly step: number;
  readonly stage?: string;
  readonly files: readonly string[];
  readonly lines: Ratio;
  readonly branches: Ratio;
}

/** What compilers and linters found. */
export interface IssuesReport {
  readonly type: 'issues.report';
  readonly step: number;
  readonly stage?: string;
  /** Of the report, by which the next build finds it: `checkStyle`. */
  readonly id: string;
  readonly name: string;
  /** Empty when the issues stood in the log. */
  readonly files: readonly string[];
  readonly total: number;
  /** Since the last build. */
  readonly new: number;
  readonly fixed: number;
  readonly severities: SeverityCounts;
  /** What the quality gates say; INACTIVE without any. */
  readonly gate: Result | 'INACTIVE';
  /** The first 5,000. */
  readonly issues: readonly Issue[];
}

interface Ratio {
  readonly covered: number;
  readonly total: number;
}
