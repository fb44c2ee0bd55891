import { PlabError } from '@pipeline-lab/groovy/errors';
import type { Result } from './events/result.ts';

/** A step that did not do its work: what Jenkins throws as `AbortException`. The build goes to FAILURE. */
export class StepFailure extends PlabError {
  constructor(message: string, hint = 'The log of the step says why.', options?: ErrorOptions) {
    super('PLAB_STEP_FAILED', message, hint, options);
    this.name = 'StepFailure';
  }
}

/** Why running steps were stopped from outside. */
export type InterruptionOrigin = 'abort' | 'timeout' | 'failFast' | 'input' | 'superseded' | 'downstream';

interface InterruptionOptions {
  readonly result?: Result;
  readonly scope?: object;
  readonly final?: boolean;
  readonly user?: string;
}

/** What Jenkins throws as `FlowInterruptedException`. Carries the result that the build gets from it. */
export class Interruption extends PlabError {
  readonly origin: InterruptionOrigin;
  readonly result: Result;
  /** The block that was interrupted, such as a `timeout`: outside of it this is an error like any other. */
  readonly scope: object | undefined;
  /** Nothing may go on: neither the script nor a step may catch it. */
  readonly final: boolean;
  /** Who wanted it, where that is known. */
  readonly user: string | undefined;

  constructor(
    origin: InterruptionOrigin,
    message: string,
    { result = 'ABORTED', scope, final = false, user }: InterruptionOptions = {},
  ) {
    super('PLAB_INTERRUPTED', message, interruptionHints[origin]);
    this.name = 'Interruption';
    this.origin = origin;
    this.result = result;
    this.scope = scope;
    this.final = final;
    this.user = user;
  }
}

const interruptionHints: Record<InterruptionOrigin, string> = {
  abort: 'Start the build again when you want it.',
  timeout: 'Raise the time of `timeout`, or find out in the log what the steps were waiting for.',
  failFast: 'Another branch failed first; its error is the one to look at.',
  input: 'Somebody said no to the question of an `input`; the log says who.',
  downstream: 'Look at the build of the other job, or give `propagate: false` to go on.',
  superseded:
    'A newer build of the job took its place: `disableConcurrentBuilds(abortPrevious: true)` or `milestone` says so.',
};

export const needsNode = (step: string): StepFailure =>
  new StepFailure(
    'Attempted to execute a step that requires a node context while ‘agent none’ was specified. ' +
      'Be sure to specify your own ‘node { ... }’ blocks when using ‘agent none’.',
    `Give the stage an agent, or put \`${step}\` into \`node { … }\`.`,
  );

export const notARepository = (folder: string, said: string, cause?: unknown): PlabError =>
  new PlabError(
    'PLAB_NOT_A_REPOSITORY',
    `${folder} is not a git repository that can be read${said === '' ? '' : `: ${said}`}`,
    'Run `git init` and commit, or change to a folder of your repository.',
    { cause },
  );

export const noCommit = (folder: string, commit: string, cause?: unknown): PlabError =>
  new PlabError(
    'PLAB_NO_COMMIT',
    `${folder} has no commit ${commit}`,
    'Run `git add -A && git commit`, then build again; `git log` lists the commits.',
    { cause },
  );

export const noJenkinsfile = (file: string, commit: string, dirty: boolean): PlabError =>
  new PlabError(
    'PLAB_NO_JENKINSFILE',
    dirty
      ? `there is no ${file} in the working tree`
      : `there is no ${file} in commit ${commit.slice(0, 12)}`,
    dirty ? 'Write one at the root of the repository.' : `Write one, \`git add ${file}\` and commit it.`,
  );

export const gitFailed = (command: string, said: string, cause?: unknown): PlabError =>
  new PlabError(
    'PLAB_GIT_FAILED',
    `${command} failed: ${said}`,
    'Run the same command by hand; it says what is wrong with the repository or the disk.',
    { cause },
  );

export const gitMissing = (cause?: unknown): PlabError =>
  new PlabError('PLAB_GIT_MISSING', 'git is not installed', 'Install git, for example `apt install git`.', {
    cause,
  });

export const noSuchBuild = (job: string, number: number | undefined, known: readonly number[]): PlabError =>
  new PlabError(
    'PLAB_NO_SUCH_BUILD',
    number === undefined ? `${job} has no build yet` : `${job} has no build #${number}`,
    known.length === 0 ? 'Run `plab run` first.' : `\`plab builds\` lists them; the newest is #${known[0]}.`,
  );

export const badJobName = (job: string): PlabError =>
  new PlabError(
    'PLAB_BAD_JOB_NAME',
    `“${job}” cannot name a job`,
    'Use letters, digits and `-` in the name.',
  );

export const buildDied = (folder: string, said: string): PlabError =>
  new PlabError(
    'PLAB_BUILD_DIED',
    `the process of the build ended without finishing it${said === '' ? '' : `: ${said}`}`,
    `Run the build again; what the process said last is in ${folder}/process.log.`,
  );

export const buildKilled = (): PlabError =>
  new PlabError(
    'PLAB_BUILD_KILLED',
    'the build did not end when it was asked to, and was killed',
    'Look for an expression of the script that takes very long, such as a pattern with nested repetitions.',
  );

export const diskFull = (folder: string, cause?: unknown): PlabError =>
  new PlabError(
    'PLAB_DISK_FULL',
    `the disk that holds ${folder} is full`,
    'Make room, for example by removing old builds there, or let XDG_STATE_HOME name another disk.',
    { cause },
  );

/** Errors that lie in how a build was called: nothing of it ran. */
export const wrongCalls: ReadonlySet<string> = new Set([
  'PLAB_NO_SUCH_PARAMETER',
  'PLAB_BAD_PARAMETER',
  'PLAB_NO_SUCH_STAGE',
  'PLAB_NO_JENKINSFILE',
  'PLAB_NO_RESTART',
]);

export const environmentCycle = (names: readonly string[]): PlabError =>
  new PlabError(
    'PLAB_ENVIRONMENT_CYCLE',
    `environment: ${names.join(' → ')} refer to each other in a circle`,
    'Give one of them a value that does not need the others.',
  );

export const badReport = (kind: string, file: string, problem: string, cause?: unknown): StepFailure =>
  new StepFailure(
    `${file} is not a ${kind} report: ${problem}`,
    `Let the tool write ${kind}, to a file of its own; one that it did not finish cannot be read either.`,
    { cause },
  );

export const noSuchParameter = (name: string, known: readonly string[], nearest?: string): PlabError =>
  new PlabError(
    'PLAB_NO_SUCH_PARAMETER',
    `the Jenkinsfile has no parameter ${name}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
    known.length === 0
      ? 'It declares none: add a `parameters { … }` block, or leave `--param` out.'
      : `Its parameters are ${known.join(', ')}.`,
  );

export const badParameter = (name: string, value: string, expected: string): PlabError =>
  new PlabError('PLAB_BAD_PARAMETER', `the parameter ${name} cannot be “${value}”`, `Give ${expected}.`);

export const noSuchStage = (name: string, known: readonly string[], nearest?: string): PlabError =>
  new PlabError(
    'PLAB_NO_SUCH_STAGE',
    `the Jenkinsfile has no stage “${name}”${nearest === undefined ? '' : `; did you mean “${nearest}”?`}`,
    `Name one of: ${known.join(', ')}.`,
  );

export const noRestart = (stage: string): PlabError =>
  new PlabError(
    'PLAB_NO_RESTART',
    `the Jenkinsfile does not allow a build from stage “${stage}” on: it says disableRestartFromStage()`,
    'Run the whole pipeline, or take the option out of the Jenkinsfile.',
  );

export const badLabel = (label: string): StepFailure =>
  new StepFailure(
    `“${label}” is not a label expression`,
    'Write labels with `&&`, `||`, `!` and parentheses, as in `linux && !arm`.',
  );

export const noSuchTool = (type: string, name: string): StepFailure =>
  new StepFailure(
    `Tool type "${type}" does not have an install of "${name}" configured`,
    `Name its folder in plab.yml: \`tools: { ${type}: { "${name}": /path } }\`, or install ${type} on the agent.`,
  );

export const notOnThisAgent = (what: string, instead: string): StepFailure =>
  new StepFailure(`${what} is not on this agent`, instead);

export const notOnWindows = (step: string): StepFailure =>
  notOnThisAgent(`${step}: Windows`, 'Use `sh`, or ask `isUnix()` first.');

export const inputUnanswered = (message: string, id: string): StepFailure =>
  new StepFailure(
    `nobody can be asked here: ${message}`,
    `Run in a terminal, or answer beforehand: \`--input '${id}=proceed'\`.`,
  );

export const noSuchJob = (name: string, known: readonly string[], nearest?: string): StepFailure =>
  new StepFailure(
    `No item named ${name} found`,
    `${nearest === undefined ? `Known here: ${known.join(', ')}` : `Did you mean ${nearest}?`} ` +
      'Name others in plab.yml: `jobs: { deploy: { repository: ../deploy } }`.',
  );

export const tooManyUpstream = (name: string, limit: number): StepFailure =>
  new StepFailure(
    `Failed to trigger build of ${name}: ${limit} builds have started each other already`,
    'Look for jobs that start each other in a circle.',
  );

export const noSuchRun = (id: string): StepFailure =>
  new StepFailure(
    `No build exists with runId ${id}`,
    'Give the `externalizableId` of a build, which is job#number.',
  );

export const badPattern = (pattern: string, cause: unknown): StepFailure =>
  new StepFailure(
    `"${pattern}" is not a valid regular expression.`,
    'Correct the pattern of the condition.',
    {
      cause,
    },
  );
