import { setImmediate } from 'node:timers/promises';
import { GroovyRuntimeError, type Host, type HostObject, textOf, type Value } from '@pipeline-lab/groovy';
import { Interruption, StepFailure } from '../errors.ts';
import { resultNamed } from '../events/result.ts';
import { runStep } from '../steps/run.ts';
import { environmentAt, type Site, worsen } from './build.ts';

/** What stands behind a script at a site: steps, `env`, `params`, `currentBuild` and the environment's names. */
export function hostAt(site: Site): Host {
  const objects = new Map<string, HostObject>([
    ['env', envObject(site)],
    ['params', site.build.params],
    ['currentBuild', currentBuild(site)],
    ['scm', { kind: 'object', typeName: 'GitSCM', getProperty: () => undefined }],
  ]);
  return {
    getVariable: (name) => site.build.variables.get(name) ?? objects.get(name) ?? environmentAt(site)[name],
    setVariable: (name, value) => void site.build.variables.set(name, value),
    callMethod: async (name, args, call) => await runStep(site, name, args, call),
    describeError,
    async checkpoint() {
      // The script lets others work: the signal that stops it has to get in.
      await setImmediate();
      site.signal.throwIfAborted();
    },
  };
}

/** An abort cannot be caught: a script must not keep a build alive that somebody stopped. */
function describeError(error: unknown): { typeName: string; message: string | null } | undefined {
  if (error instanceof Interruption) {
    return error.origin === 'timeout'
      ? { typeName: 'FlowInterruptedException', message: error.message }
      : undefined;
  }
  const message = error instanceof Error ? error.message : String(error);
  return { typeName: error instanceof StepFailure ? 'AbortException' : 'Exception', message };
}

function envObject(site: Site): HostObject {
  return {
    kind: 'object',
    typeName: 'EnvActionImpl',
    getProperty: (name) => environmentAt(site)[name] ?? null,
    setProperty: (name, value) => void site.build.assigned.set(name, textOf(value)),
    callMethod(name, { positional }) {
      if (name === 'getEnvironment')
        return Promise.resolve(new Map<Value, Value>(Object.entries(environmentAt(site))));
      return name === 'getProperty'
        ? Promise.resolve(environmentAt(site)[textOf(positional[0] ?? '')] ?? null)
        : undefined;
    },
  };
}

function currentBuild(site: Site): HostObject {
  const { build } = site;
  const { state } = build;
  const properties = new Map<string, () => Value>([
    ['number', () => build.number],
    ['id', () => String(build.number)],
    ['result', () => state.declared ?? (state.result === 'SUCCESS' ? null : state.result)],
    ['currentResult', () => state.result],
    ['displayName', () => state.displayName],
    ['fullDisplayName', () => `${build.job} ${state.displayName}`],
    ['description', () => state.description],
    ['projectName', () => build.job],
    ['startTimeInMillis', () => build.startedAt.getTime()],
    ['duration', () => Date.now() - build.startedAt.getTime()],
    [
      'durationString',
      () => `${Math.round((Date.now() - build.startedAt.getTime()) / 1000)} sec and counting`,
    ],
    ['previousBuild', () => null],
  ]);
  return {
    kind: 'object',
    typeName: 'RunWrapper',
    getProperty: (name) => properties.get(name)?.(),
    setProperty(name, value) {
      const text = textOf(value);
      if (name === 'displayName') state.displayName = text;
      else if (name === 'description') state.description = text;
      else if (name === 'result') declareResult(site, text);
      else throw new GroovyRuntimeError('ReadOnlyPropertyException', `cannot set currentBuild.${name}`);
    },
  };
}

/** As in Jenkins, a result can only get worse. */
function declareResult(site: Site, text: string): void {
  const result = resultNamed(text);
  if (result === undefined)
    throw new GroovyRuntimeError('IllegalArgumentException', `there is no result ${text}`);
  site.build.state.declared = result;
  worsen(site, result);
}
