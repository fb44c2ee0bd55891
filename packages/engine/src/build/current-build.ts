import { join } from 'node:path';
import { GroovyRuntimeError, type HostObject, textOf, type Value } from '@pipeline-lab/groovy';
import { folderUrl } from '../history/folder-url.ts';
import { resultNamed, worse } from '../events/result.ts';
import type { Build, Site } from './build.ts';
import { type Cause, classOf } from './causes.ts';
import { changeSets } from './change-sets.ts';
import { previousBuilds, type Properties, runWrapper, wrapper } from './run-wrapper.ts';
import { timeSpan } from './time-span.ts';

/** `currentBuild`, as `RunWrapper` of workflow-support has it. */
export function currentBuild({ build }: Site): HostObject {
  const { state } = build;
  const properties: Properties = {
    ...previousBuilds(build, build.number),
    number: () => build.number,
    id: () => String(build.number),
    externalizableId: () => `${build.job}#${build.number}`,
    result: () => state.result ?? null,
    currentResult: () => state.result ?? 'SUCCESS',
    displayName: () => state.displayName,
    fullDisplayName: () => `${build.job} ${state.displayName}`,
    description: () => (state.description === '' ? null : state.description),
    projectName: () => build.job,
    fullProjectName: () => build.job,
    absoluteUrl: () => folderUrl(build.folder),
    startTimeInMillis: () => build.startedAt.getTime(),
    timeInMillis: () => build.startedAt.getTime(),
    duration: () => Date.now() - build.startedAt.getTime(),
    durationString: () => `${timeSpan(Date.now() - build.startedAt.getTime())} and counting`,
    changeSets: () => changeSets(build.changes()),
    upstreamBuilds: () => upstreamBuilds(build),
    keepLog: () => false,
    buildCauses: () => build.causes.map(causeMap),
    buildVariables: () => new Map<Value, Value>(build.assigned),
  };
  return {
    ...wrapper(properties, () => state.result ?? 'SUCCESS'),
    setProperty(name, value) {
      const text = textOf(value);
      if (name === 'displayName') state.displayName = text;
      else if (name === 'description') state.description = text;
      else if (name === 'result') declareResult(build, text);
      else if (name !== 'keepLog')
        throw new GroovyRuntimeError('ReadOnlyPropertyException', `Cannot set readonly property: ${name}`);
    },
  };
}

function upstreamBuilds({ causes, stateDir }: Build): HostObject[] {
  return causes.flatMap(({ upstream }) => {
    if (upstream === undefined) return [];
    const { job, number } = upstream;
    return [runWrapper({ job, jobFolder: join(stateDir, 'builds', job) }, number)];
  });
}

/** As in Jenkins, a result can only get worse. */
function declareResult({ state }: Build, text: string): void {
  const result = resultNamed(text);
  if (result === undefined)
    throw new GroovyRuntimeError('IllegalArgumentException', `there is no result ${text}`);
  state.result = state.result === undefined ? result : worse(state.result, result);
}

function causeMap(cause: Cause): Value {
  return new Map<Value, Value>([
    ['_class', classOf(cause)],
    ['shortDescription', cause.description],
    ...(cause.user === undefined
      ? []
      : ([
          ['userId', cause.user],
          ['userName', cause.user],
        ] as const)),
    ...(cause.upstream === undefined
      ? []
      : ([
          ['upstreamProject', cause.upstream.job],
          ['upstreamBuild', cause.upstream.number],
        ] as const)),
  ]);
}
