import type { ChildProcess } from 'node:child_process';
import type { Host, HostObject, Interpreter, Value } from '@pipeline-lab/groovy';
import type { Pipeline } from '@pipeline-lab/jenkinsfile';
import type { EventBody } from '../events/event.ts';
import type { Result } from '../events/result.ts';
import type { Credentials } from '../credentials/sources.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { MailConfig } from '../mail/config.ts';
import type { Libraries } from '../libraries/library.ts';
import type { Recorder } from '../events/recorder.ts';
import type { NodeCookie } from '../shell/cookie.ts';
import type { Guard } from '../shell/guard.ts';
import type { Pipes } from '../shell/pipes.ts';
import type { Command } from '../shell/process-group.ts';
import type { AgentConfig } from '../agents/agent.ts';
import type { ToolFolders } from '../agents/tools.ts';
import type { PastBuild } from '../history/past.ts';
import type { Commit } from '../workspace/changes.ts';
import type { Source } from '../workspace/checkout.ts';
import type { InputAnswer } from './answers.ts';
import type { Cause } from './causes.ts';
import type { Line, Scope } from './interrupts.ts';
import type { UnknownStep } from './request.ts';

/** What follows from the pipeline. */
export interface Declared {
  readonly pipeline: Pipeline;
  /** Runs the code in the pipeline. */
  readonly interpreter: Interpreter;
  readonly params: HostObject;
  /** Finds those defaults of parameters that need the script around `pipeline { }`, which has been loaded. */
  readonly completeParameters: (site: Site) => Promise<void>;
  /** The stages that were asked for, when not all were. */
  readonly selection: Selection | undefined;
}

/** A build at work, shared by all its stages. */
export interface Build extends Declared {
  readonly job: string;
  readonly number: number;
  /** From now on the pipeline is this one, which a library or an evaluated text has. Errors: those of createBuild. */
  readonly adopt: (pipeline: Pipeline, code: Pick<Interpreter, 'run' | 'evaluate'>) => Promise<void>;
  /** What stands behind the script at a site. */
  readonly hostAt: (site: Site) => Host;
  /** Where all builds and workspaces of this user are. */
  readonly stateDir: string;
  /** Where the builds of this job are. */
  readonly jobFolder: string;
  /** Where the journal and the artifacts of this build are. */
  readonly folder: string;
  readonly emit: (event: EventBody) => void;
  readonly recorder: Recorder;
  readonly pipes: Pipes;
  readonly credentials: Credentials;
  readonly libraries: Libraries;
  /** Managed files: the path by id. */
  readonly configFiles: ReadonlyMap<string, string>;
  /** Where mails are sent; absent: they are kept. */
  readonly mail: MailConfig | undefined;
  /** The jobs that it may start. */
  readonly jobs: Jobs;
  /** Steps of the user's own: a module or a program by name. */
  readonly plugins: ReadonlyMap<string, string>;
  readonly steps: Steps;
  /** Steps are told and not run. */
  readonly dryRun: boolean;
  /** What a step does that nobody knows. */
  readonly unknownStep: UnknownStep;
  /** The variables of the machine and those that Jenkins gives: whatever else sets a variable goes before. */
  readonly machine: Readonly<Record<string, string>>;
  /** The parameters, and what `env.NAME = …` set, for all stages from then on. */
  readonly assigned: Map<string, string>;
  /** Variables that the script sets without `def`. */
  readonly variables: Map<string, Value>;
  readonly causes: readonly Cause[];
  /** The top-level stage that the build starts again from. */
  readonly from: string | undefined;
  readonly agents: readonly AgentConfig[];
  readonly tools: ToolFolders;
  /** What `scm` stands for; absent for a Jenkinsfile without repository. */
  readonly source: Source | undefined;
  /** The options of which has been said that they have no effect. */
  readonly noted: Set<string>;
  /** Folders that hold the commit already. */
  readonly checkedOut: Set<string>;
  /** The commits since the last build, newest first. */
  readonly changes: () => readonly Commit[];
  /** The last build before this one that has ended. */
  readonly previous: () => PastBuild | undefined;
  readonly answers: Answers;
  /** Time (ms) between SIGTERM and SIGKILL for what a step runs. */
  readonly graceMs: number;
  /** Aborts when nothing of the build may run any longer. */
  readonly force: AbortSignal;
  readonly guard: Guard;
  readonly startedAt: Date;
  readonly state: BuildState;
}

/** The steps that Declarative itself calls: options around a stage, the `node` of an agent. */
export interface Steps {
  /** The parameter that a lone argument of a step stands for; undefined when there is no such step. */
  readonly find: (name: string) => { readonly main?: string } | undefined;
  /** Runs a step and tells about it. Rejects with what the step threw. */
  readonly call: (
    site: Site,
    name: string,
    values: ReadonlyMap<string, Value>,
    body?: (site: Site) => Promise<Value>,
  ) => Promise<Value>;
}

/** Asks the questions of `input` steps; see the step for the form of answers. */
export interface Answers {
  /** Answers that were given beforehand, by the id of the question. */
  readonly given: ReadonlyMap<string, string>;
  /** Somebody can be asked. */
  readonly interactive: boolean;
  /** Resolves with the next answer to the question of a step, which was announced in the journal. */
  readonly wait: (step: number, signal: AbortSignal) => Promise<InputAnswer>;
}

export interface Selection {
  /** As it was asked for. */
  readonly name: string;
  readonly paths: readonly string[];
}

interface BuildState {
  /** What steps and the script made of the result; undefined while nobody did, which Jenkins gives as null. */
  result: Result | undefined;
  displayName: string;
  description: string;
  nextStep: number;
  /** A `pipeline { }` has begun: there is one in a build. */
  hasPipeline: boolean;
  /** The last one that it passed. */
  milestone: number | undefined;
  /** How often a script has opened a stage of a name at a place. */
  readonly openedStages: Map<string, number>;
  /** The first error, which is the one that counts. */
  error: unknown;
}

/** Where code of a build runs: the variables, the folder and the stage around it. */
export interface Site {
  readonly build: Build;
  /** The variables that the blocks around set. */
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
  readonly launch?: (command: Command, signal: AbortSignal) => Command;
  /** The machine behind SSH that the node is on, whatever container programs run in there. */
  readonly remote?: RemoteSite;
  /** Removes from the agent what has been removed here and must not wait for the next program. */
  readonly forget?: (path: string) => Promise<void>;
  /** Told of every output of a step: `timeout(activity: true)` counts from the last one. */
  readonly heard?: () => void;
  /** Gets a copy of the log of a block, without secrets: whole lines. */
  readonly copyLog?: (bytes: Buffer) => void;
  /** Its log is shown with times. */
  readonly timed?: true;
  readonly stage?: StageSite;
  /** The branch of a `parallel` that it is in, the innermost one. */
  readonly branch?: string;
  /** The step whose block this is. */
  readonly step?: number;
}

interface RemoteSite {
  /** What starts a program on the machine itself. */
  readonly launch: NonNullable<Site['launch']>;
  /** What a command of the engine's own prints there; paths of the workspace here become those there. */
  readonly ask: (words: readonly string[], input?: Buffer) => Promise<string>;
  /** The same for a command that stays: it hears of our end, or of that of the connection, by the end of its input. */
  readonly start: (words: readonly string[]) => ChildProcess;
}

/** An executor of an agent and the workspace on it. */
export interface NodeSite {
  readonly name: string;
  readonly labels: readonly string[];
  readonly workspace: string;
  /** From 0. */
  readonly executor: number;
  readonly cookie: NodeCookie;
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
