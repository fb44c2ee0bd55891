import type { InputAnswered, InputRequested } from './input.ts';
import type { CoverageReport, IssuesReport, TestReport } from './report.ts';
import type { Result } from './result.ts';

export type * from './input.ts';
export type * from './report.ts';

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
  /** Unique in the build: the names from the outermost stage on, joined by ` / `; a `/` that stands alone in a name is `\/`. */
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
  /** Readers are to be shown when it was: `timestamps` is around the step. */
  readonly timed?: true;
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
  /** A step such as `catchError` took it, with a line in the log, and the build went on. */
  readonly caught?: true;
}
