import type { Host, HostObject, Interpreter, Value } from '@pipeline-lab/groovy';
import type { Pipeline } from '@pipeline-lab/jenkinsfile';
import type { EventBody } from '../events/event.ts';
import { type Result, worse } from '../events/result.ts';
import type { Command } from '../shell/process-group.ts';
import type { Line, Scope } from './interrupts.ts';

/** A build at work, shared by all its stages. */
export interface Build {
  readonly job: string;
  readonly number: number;
  readonly pipeline: Pipeline;
  readonly interpreter: Interpreter;
  /** What stands behind the script at a site. */
  readonly hostAt: (site: Site) => Host;
  readonly workspace: string;
  /** Where the journal and the artifacts of this build are. */
  readonly folder: string;
  readonly emit: (event: EventBody) => void;
  /** What `env.NAME = …` set, for all stages from then on. */
  readonly assigned: Map<string, string>;
  /** Variables that the script sets without `def`. */
  readonly variables: Map<string, Value>;
  readonly params: HostObject;
  /** How the last build of the job ended, for `changed`, `fixed` and `regression`. */
  readonly previous: Result | undefined;
  /** Time (ms) between SIGTERM and SIGKILL for what a step runs. */
  readonly graceMs: number;
  readonly startedAt: Date;
  readonly state: BuildState;
}

interface BuildState {
  result: Result;
  /** What `currentBuild.result = …` set; undefined before. */
  declared: Result | undefined;
  displayName: string;
  description: string;
  nextStep: number;
  /** The first error, which is the one that counts. */
  error: unknown;
}

/** Where code of a build runs: the variables, the folder and the stage around it. */
export interface Site {
  readonly build: Build;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Of the step that runs: aborts with an Interruption. */
  readonly signal: AbortSignal;
  readonly line: Line;
  /** The blocks around, from the build inwards, that can be interrupted as one. */
  readonly scopes: readonly Scope[];
  /** The agent that steps run on; absent outside of every `node`. */
  readonly node?: NodeSite;
  /** What starts a program on the agent; absent: this machine does. */
  readonly launch?: (command: Command) => Command;
  readonly stage?: StageSite;
  /** The step whose block this is. */
  readonly step?: number;
}

/** An executor of an agent and the workspace on it. */
export interface NodeSite {
  readonly name: string;
  readonly labels: readonly string[];
  readonly workspace: string;
  /** From 0. */
  readonly executor: number;
}

interface StageSite {
  readonly id: string;
  /** The stage around this one. */
  readonly parent?: StageSite;
  /** The worst of what steps inside said about it, whether they failed or not. */
  result: Result;
  /** Why it was skipped, in Jenkins' words. */
  skipped?: string;
}

/** Makes the build's result, and the stage's, no better than this. */
export function worsen(site: Site, result: Result, stageResult: Result = result): void {
  site.build.state.result = worse(site.build.state.result, result);
  for (let stage = site.stage; stage !== undefined; stage = stage.parent)
    stage.result = worse(stage.result, stageResult);
}

/** Writes lines of the engine's own to the log, in the words that Jenkins has for it. */
export function say(site: Site, ...lines: readonly string[]): void {
  const step = site.step === undefined ? {} : { step: site.step };
  site.build.emit({ type: 'log', ...step, ...stageOf(site), stream: 'output', lines });
}

/** The stage's id as events carry it. */
export function stageOf(site: Site): { readonly stage?: string } {
  return site.stage === undefined ? {} : { stage: site.stage.id };
}

/** Keeps the first error of a build. */
export function remember(build: Build, error: unknown): void {
  build.state.error ??= error;
}

/** The environment variables at a site: what `env.NAME` set, then what the blocks around it set. */
export function environmentAt(site: Site): Record<string, string> {
  return { ...Object.fromEntries(site.build.assigned), ...site.env };
}
