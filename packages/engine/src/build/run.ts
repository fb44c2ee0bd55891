import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterpreter, type Host, PlabError, textOf } from '@pipeline-lab/groovy';
import {
  checkSteps,
  childStages,
  parseJenkinsfile,
  type Pipeline,
  type Stage,
} from '@pipeline-lab/jenkinsfile';
import { noJenkinsfile } from '../errors.ts';
import type { BuildError, EventBody, StageOutline } from '../events/event.ts';
import { finishedResult } from '../events/journal.ts';
import { type Result, worse } from '../events/result.ts';
import { withOptions } from '../stages/options.ts';
import { runPost } from '../stages/post.ts';
import { runStages } from '../stages/run-stage.ts';
import { stepNames } from '../steps/registry.ts';
import { claimWorkspace } from '../workspace/claim.ts';
import { withoutGitRepository } from '../workspace/git.ts';
import { prepareWorkspace } from '../workspace/prepare.ts';
import type { Build, Site } from './build.ts';
import { withEnvironment } from './environment.ts';
import { explain } from './explain.ts';
import { hostAt } from './host.ts';
import { parameterValues, paramsObject } from './parameters.ts';
import type { BuildRequest } from './request.ts';

export interface BuildPlace {
  readonly number: number;
  /** Where the journal and the artifacts of the build are. */
  readonly folder: string;
}

/**
 * Runs a build to its end and gives its result; never rejects for what a Jenkinsfile does. An abort of the signal,
 * whose reason is an Interruption, stops the running steps; `post` blocks still run.
 */
export async function runBuild(
  request: BuildRequest,
  place: BuildPlace,
  emit: (event: EventBody) => void,
  signal: AbortSignal,
): Promise<Result> {
  const startedAt = new Date();
  using workspace = await claimWorkspace(request.stateDir, request.job);
  let announced = false;
  const announce = (commit: string, stages: readonly StageOutline[]): void => {
    const { job, branch, jenkinsfile: file } = request;
    const known = branch === undefined ? {} : { branch };
    if (!announced)
      emit({ type: 'build.started', job, number: place.number, commit, ...known, file, stages });
    announced = true;
  };
  const finish = (result: Result, error?: BuildError): Result => {
    announce(request.commit, []);
    const ms = Date.now() - startedAt.getTime();
    emit({ type: 'build.finished', result, ms, ...(error === undefined ? {} : { error }) });
    return result;
  };
  let pipeline: Pipeline | undefined;
  try {
    const prepared = { ...request, folder: workspace.folder };
    const commit = await prepareWorkspace(prepared, signal);
    pipeline = await readPipeline(request, workspace.folder, commit);
    announce(commit, pipeline.stages.map(outline));
    const build = await createBuild(request, place, pipeline, workspace.folder, startedAt, emit);
    const result = await runPipeline(build, environmentOf(request, place, workspace.folder, commit), signal);
    const { error } = build.state;
    return finish(result, error === undefined || result === 'SUCCESS' ? undefined : explain(error, pipeline));
  } catch (error) {
    return finish(signal.aborted ? 'ABORTED' : 'FAILURE', explain(error, pipeline));
  }
}

async function readPipeline(
  { jenkinsfile, dirty }: BuildRequest,
  workspace: string,
  commit: string,
): Promise<Pipeline> {
  const source = await readFile(join(workspace, jenkinsfile), 'utf8').catch(() => {
    throw noJenkinsfile(jenkinsfile, commit, dirty === true);
  });
  const pipeline = parseJenkinsfile(source, jenkinsfile);
  checkSteps(pipeline, stepNames);
  return pipeline;
}

function outline(stage: Stage): StageOutline {
  const { path, name, body } = stage;
  const kind = body.kind === 'matrix' ? 'parallel' : body.kind;
  return { id: path, name, kind, stages: childStages(stage).map(outline) };
}

async function createBuild(
  request: BuildRequest,
  { number, folder }: BuildPlace,
  pipeline: Pipeline,
  workspace: string,
  startedAt: Date,
  emit: (event: EventBody) => void,
): Promise<Build> {
  const interpreter = createInterpreter();
  const values = await parameterValues(pipeline, request.params ?? {}, interpreter, noNames);
  const assigned = new Map([...values].map(([name, value]) => [name, textOf(value)]));
  return {
    job: request.job,
    number,
    pipeline,
    interpreter,
    hostAt,
    workspace,
    folder,
    emit,
    assigned,
    variables: new Map(),
    params: paramsObject(values),
    previous: await finishedResult(join(dirname(folder), String(number - 1))),
    graceMs: request.graceMs ?? 10_000,
    startedAt,
    state: {
      result: 'SUCCESS',
      declared: undefined,
      displayName: `#${number}`,
      description: '',
      nextStep: 1,
      error: undefined,
    },
  };
}

const noNames: Host = {
  getVariable: () => undefined,
  setVariable: () => undefined,
  callMethod: async (name) => {
    throw new PlabError(
      'PLAB_GROOVY_RUNTIME',
      `${name} cannot be called here`,
      'Parameters have literal values.',
    );
  },
};

/** https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables */
function environmentOf(
  { job, env, branch }: BuildRequest,
  { number }: BuildPlace,
  workspace: string,
  commit: string,
): Record<string, string> {
  return {
    ...withoutGitRepository(env),
    BUILD_NUMBER: String(number),
    BUILD_ID: String(number),
    BUILD_TAG: `jenkins-${job}-${number}`,
    BUILD_DISPLAY_NAME: `#${number}`,
    JOB_NAME: job,
    JOB_BASE_NAME: job,
    WORKSPACE: workspace,
    NODE_NAME: 'built-in',
    EXECUTOR_NUMBER: '0',
    CI: 'true',
    GIT_COMMIT: commit,
    ...(branch === undefined ? {} : { GIT_BRANCH: branch, BRANCH_NAME: branch }),
  };
}

async function runPipeline(
  build: Build,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Result> {
  const { pipeline, interpreter, state } = build;
  const outside: Site = { build, env, cwd: build.workspace, signal };
  await interpreter.load(pipeline.script, hostAt(outside));
  const site = await withEnvironment(outside, pipeline.environment);
  await withOptions(site, pipeline.options, async (limited) => {
    state.result = worse(state.result, await runStages(limited, pipeline.stages));
  });
  if (signal.aborted) state.result = 'ABORTED';
  state.result = worse(state.result, await runPost(site, pipeline.post, state.result));
  return state.result;
}
