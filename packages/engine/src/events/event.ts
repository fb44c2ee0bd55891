import type { SeverityCounts } from '../issues/gate.ts';
import type { Issue } from '../issues/issue.ts';
import type { Result } from './result.ts';

/** One thing that happened in a build. A journal holds one as JSON on each line, oldest first. */
export type BuildEvent = EventBody & {
  /** From 1, without gaps, in the order in which things happened. */
  readonly seq: number;
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
};

export type EventBody =
  | BuildStarted
  | StageStarted
  | StageFinished
  | StepStarted
  | Log
  | StepFinished
  | TestReport
  | CoverageReport
  | IssuesReport
  | Artifact
  | Notice
  | InputRequested
  | InputAnswered
  | DownstreamStarted
  | BuildFinished;

/** Comes first, before the Jenkinsfile is read. */
export interface BuildStarted {
  readonly type: 'build.started';
  readonly job: string;
  readonly number: number;
  readonly commit: string;
  readonly branch?: string;
  /** Why it was started: `Started by user bob`. */
  readonly causes?: readonly string[];
  /** The Jenkinsfile, relative to the repository. */
  readonly file: string;
  /** Its steps are told and not run. */
  readonly dryRun?: boolean;
  /** What the Jenkinsfile declares; empty when it could not be read. Scripts may add stages to it. */
  readonly stages: readonly StageOutline[];
}

export interface StageOutline {
  /** Unique in the build: the names from the outermost stage on, joined by ` / `. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'steps' | 'parallel' | 'sequential' | 'matrix';
  readonly stages: readonly StageOutline[];
}

export interface StageStarted {
  readonly type: 'stage.started';
  readonly stage: string;
  readonly name: string;
  readonly parent?: string;
  /** True for a branch of `parallel`. */
  readonly branch?: boolean;
}

export interface StageFinished {
  readonly type: 'stage.finished';
  readonly stage: string;
  readonly result: Result;
  readonly ms: number;
  /** Why the stage did not run, in Jenkins' words; the result is then NOT_BUILT. */
  readonly skipped?: string;
}

export interface StepStarted {
  readonly type: 'step.started';
  readonly id: number;
  readonly stage?: string;
  /** The step whose block this one stands in. */
  readonly parent?: number;
  readonly name: string;
  /** One line: the command, the message, the folder. */
  readonly summary: string;
  /** The step has a block: what happens until its `step.finished` happens inside of it. */
  readonly block?: true;
}

/** Whole lines without their line end. Lines of a process left running may follow its `step.finished`. */
export interface Log {
  readonly type: 'log';
  /** Absent for what the build itself has to say. */
  readonly step?: number;
  readonly stage?: string;
  /** `output` is stdout and stderr in the order in which they were written. */
  readonly stream: 'output' | 'stderr';
  readonly lines: readonly string[];
}

export interface StepFinished {
  readonly type: 'step.finished';
  readonly id: number;
  readonly stage?: string;
  readonly result: Result;
  readonly ms: number;
  readonly error?: string;
}

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

export interface Artifact {
  readonly type: 'artifact';
  readonly stage?: string;
  /** Relative to the build's folder `artifacts`. */
  readonly path: string;
  readonly bytes: number;
}

/** Something to tell the person who reads: what was skipped, what differs from Jenkins. */
export interface Notice {
  readonly type: 'notice';
  readonly stage?: string;
  readonly step?: number;
  readonly text: string;
}

/** A step `input` waits for an answer; it comes again when the last answer did not do. */
export interface InputRequested {
  readonly type: 'input.requested';
  readonly step: number;
  readonly stage?: string;
  readonly id: string;
  readonly message: string;
  /** The word for going on. */
  readonly ok: string;
  readonly fields: readonly InputField[];
}

export interface InputField {
  /** `string`, `booleanParam`, `choice` and so on. */
  readonly type: string;
  readonly name: string;
  readonly description: string;
  /** What it is when nothing is said. */
  readonly usual: string;
  /** Of a `choice`. */
  readonly choices: readonly string[];
}

export interface InputAnswered {
  readonly type: 'input.answered';
  readonly step: number;
  readonly stage?: string;
  readonly id: string;
  readonly aborted: boolean;
}

/** A step `build` started a build of another job, which has a journal of its own. */
export interface DownstreamStarted {
  readonly type: 'downstream.started';
  readonly step: number;
  readonly stage?: string;
  readonly job: string;
  readonly number: number;
}

export interface BuildFinished {
  readonly type: 'build.finished';
  readonly result: Result;
  readonly ms: number;
  /** What `currentBuild` was given. */
  readonly displayName?: string;
  readonly description?: string;
  /** What its parameters and `env.NAME = …` set, as other builds may ask for it. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly error?: BuildError;
}

/** The first error of a build; `hint` says what to do about it. */
export interface BuildError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}
