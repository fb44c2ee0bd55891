import { GroovyRuntimeError, type Host, type Interpreter, textOf, type Value } from '@pipeline-lab/groovy';
import type { Pipeline } from '@pipeline-lab/jenkinsfile';
import type { Recorder } from '../events/recorder.ts';
import type { PastBuild } from '../history/past.ts';
import type { Declared } from './build.ts';
import { hostAt } from './host.ts';
import { isPassword, type ParameterValues, parameterValues, paramsObject } from './parameters.ts';
import { hasPipeline, selectStages } from './read.ts';
import type { BuildRequest } from './request.ts';

/** What is known when a pipeline is. */
interface Known {
  readonly request: BuildRequest;
  readonly pipeline: Pipeline;
  /** Runs the code in the pipeline. */
  readonly interpreter: Interpreter;
  readonly recorder: Recorder;
  /** The last build before this one. */
  readonly previous: () => PastBuild | undefined;
  /** The variables of the build: the parameters get into them. */
  readonly assigned: Map<string, string>;
}

/** What a pipeline makes of a request. Errors: those of its parameters and of the choice of stages. */
export async function declare(known: Known): Promise<Declared> {
  const { request, pipeline, interpreter, assigned } = known;
  const { values, complete } = await parametersOf(known);
  const assign = (): void => {
    hidePasswords(known, values);
    for (const [name, value] of variablesOf(values)) assigned.set(name, value);
  };
  assign();
  return {
    pipeline,
    interpreter,
    params: paramsObject(values),
    async completeParameters(site) {
      await complete(hostAt(site));
      assign();
    },
    selection: hasPipeline(pipeline) ? selectStages(pipeline, request.stage) : undefined,
  };
}

/** Before a library's pipeline is known, what was given is all that is known of the parameters. */
async function parametersOf(known: Known): Promise<ParameterValues> {
  const { request, pipeline, interpreter } = known;
  if (!hasPipeline(pipeline))
    return { values: new Map(Object.entries(request.params ?? {})), complete: async () => undefined };
  const given = { ...earlierParameters(known), ...declaredParameters(known) };
  return await parameterValues(pipeline.parameters, given, interpreter, noNames);
}

/** A build that starts again from a stage has the parameters of the build before it; a secret one was not kept. */
function earlierParameters({
  request: { from },
  pipeline,
  previous,
}: Known): Readonly<Record<string, string>> {
  const variables = from === undefined ? {} : (previous()?.variables ?? {});
  const kept = pipeline.parameters
    .filter(({ type }) => !isPassword(type))
    .flatMap(({ name }) => (Object.hasOwn(variables, name) ? [[name, variables[name] ?? ''] as const] : []))
    .filter(([, value]) => !value.includes('****'));
  return Object.fromEntries(kept);
}

/** The parameters that were given; another job's step `build` may give some that this one does not declare. */
function declaredParameters({ request, pipeline, recorder }: Known): Readonly<Record<string, string>> {
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

function hidePasswords({ pipeline, recorder }: Known, values: ReadonlyMap<string, Value>): void {
  for (const { name, type } of pipeline.parameters) {
    const value = isPassword(type) ? (values.get(name) ?? null) : null;
    if (value === null || recorder.masker.add([textOf(value)]).length === 0) continue;
    recorder.emit({ type: 'notice', text: `the parameter ${name} is too short to be hidden in the log` });
  }
}

function variablesOf(values: ReadonlyMap<string, Value>): Map<string, string> {
  return new Map([...values].map(([name, value]) => [name, value === null ? '' : textOf(value)]));
}

const noNames: Host = {
  getVariable: () => undefined,
  setVariable: () => undefined,
  callMethod: async (name) => {
    throw new GroovyRuntimeError('MissingMethodException', `${name} cannot be called here`);
  },
};
