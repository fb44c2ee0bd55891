import { dirname, join } from 'node:path';
import { createInterpreter, GroovyRuntimeError, type Host, textOf, type Value } from '@pipeline-lab/groovy';
import type { Pipeline } from '@pipeline-lab/jenkinsfile';
import { credentialsFrom } from '../credentials/sources.ts';
import { jobsOf } from '../jobs/jobs.ts';
import { newLibraries } from '../libraries/library.ts';
import type { Recorder } from '../events/recorder.ts';
import { completedBefore, type PastBuild } from '../history/past.ts';
import { findStep } from '../steps/find.ts';
import { callStep } from '../steps/run.ts';
import { createGuard } from '../shell/guard.ts';
import { createPipes } from '../shell/pipes.ts';
import { changesBetween, type Commit } from '../workspace/changes.ts';
import { originOf } from '../workspace/origin.ts';
import { answersOf } from './answers.ts';
import type { Build } from './build.ts';
import { hostAt } from './host.ts';
import { isPassword, parameterValues, paramsObject } from './parameters.ts';
import { selectStages } from './read.ts';
import type { BuildRequest } from './request.ts';
import type { BuildPlace } from './run.ts';
import { buildVariables } from './variables.ts';

interface Beginning {
  readonly request: BuildRequest;
  readonly place: BuildPlace;
  readonly pipeline: Pipeline;
  /** The full id. */
  readonly commit: string;
  readonly startedAt: Date;
  readonly recorder: Recorder;
  readonly force: AbortSignal;
  /** The address of the repository's remote `origin`, when that was asked already. */
  readonly remote?: string | undefined;
}

/** A build before its first step. Errors: those of its parameters and of the choice of stages. */
export async function createBuild(beginning: Beginning): Promise<Build> {
  const { request, place, pipeline, commit, startedAt, recorder } = beginning;
  const { graceMs = 60_000 } = request;
  const interpreter = createInterpreter({ source: pipeline.source });
  const given = declaredParameters(beginning);
  const parameters = await parameterValues(pipeline.parameters, given, interpreter, noNames);
  const { values } = parameters;
  hidePasswords(beginning, values);
  return {
    job: request.job,
    ...place,
    pipeline,
    interpreter,
    hostAt,
    stateDir: request.stateDir,
    ...historyOf(request, place, commit),
    emit: recorder.emit,
    recorder,
    pipes: createPipes(join(place.folder, 'pipes')),
    credentials: credentialsFrom(request),
    plugins: new Map(Object.entries(request.steps ?? {})),
    libraries: newLibraries(request.libraries ?? []),
    mail: request.mail,
    configFiles: new Map(Object.entries(request.configFiles ?? {})),
    jobs: jobsOf({ ...request, commit }, place.number),
    dryRun: request.dryRun === true,
    unknownStep: request.unknownStep ?? 'fail',
    steps: { find: findStep, call: callStep },
    machine: buildVariables(request, place),
    assigned: variablesOf(values),
    async completeParameters(site) {
      await parameters.complete(hostAt(site));
      hidePasswords(beginning, values);
      for (const [name, value] of variablesOf(values)) site.build.assigned.set(name, value);
    },
    variables: new Map(),
    params: paramsObject(values),
    causes: request.causes ?? [],
    from: request.from,
    selection: selectStages(pipeline, request.stage),
    agents: request.agents ?? [],
    tools: request.tools ?? {},
    source: sourceOf(beginning),
    noted: new Set(),
    checkedOut: new Set(),
    answers: answersOf(place.folder, request.answers ?? {}, request.interactive === true),
    graceMs,
    force: beginning.force,
    guard: createGuard(graceMs),
    startedAt,
    state: {
      result: undefined,
      displayName: `#${place.number}`,
      description: '',
      nextStep: 1,
      milestone: undefined,
      openedStages: new Map(),
      error: undefined,
    },
  };
}

/** The parameters that were given; another job's step `build` may give some that this one does not declare. */
function declaredParameters({ request, pipeline, recorder }: Beginning): Readonly<Record<string, string>> {
  const { params = {}, undefinedParams, job } = request;
  if (undefinedParams !== 'skip') return params;
  const declared = new Set(pipeline.parameters.map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(params).filter(([name]) => {
      const text = `the parameter ${name} was left out: ${job} does not declare it`;
      if (!declared.has(name)) recorder.emit({ type: 'notice', text });
      return declared.has(name);
    }),
  );
}

function hidePasswords({ pipeline, recorder }: Beginning, values: ReadonlyMap<string, Value>): void {
  for (const { name, type } of pipeline.parameters) {
    const value = isPassword(type) ? (values.get(name) ?? null) : null;
    if (value === null || recorder.masker.add([textOf(value)]).length === 0) continue;
    recorder.emit({ type: 'notice', text: `the parameter ${name} is too short to be hidden in the log` });
  }
}

function variablesOf(values: ReadonlyMap<string, Value>): Map<string, string> {
  return new Map([...values].map(([name, value]) => [name, value === null ? '' : textOf(value)]));
}

function sourceOf({ request, commit, recorder, remote }: Beginning): Build['source'] {
  const { repository, branch, dirty } = request;
  const url = once(() => {
    const origin = originOf(repository, remote);
    // An address may hold a password or a token.
    const { password = '' } = URL.parse(origin) ?? {};
    recorder.masker.add([password, decodeURIComponent(password)].filter((secret) => secret !== ''));
    return origin;
  });
  return { repository, commit, dirty: dirty === true, url, ...(branch === undefined ? {} : { branch }) };
}

function historyOf(
  { repository, branch }: BuildRequest,
  { folder, number }: BuildPlace,
  commit: string,
): Pick<Build, 'jobFolder' | 'previous' | 'changes'> {
  const jobFolder = dirname(folder);
  const previous = once<PastBuild | undefined>(() =>
    completedBefore(jobFolder, number, (past) => branch === undefined || past.branch === branch),
  );
  return {
    jobFolder,
    previous,
    changes: once<readonly Commit[]>(() => changesBetween(repository, previous()?.commit ?? '', commit)),
  };
}

/** Finds a value when it is first asked for. */
function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => (found ??= { value: find() }).value;
}

const noNames: Host = {
  getVariable: () => undefined,
  setVariable: () => undefined,
  callMethod: async (name) => {
    throw new GroovyRuntimeError('MissingMethodException', `${name} cannot be called here`);
  },
};
