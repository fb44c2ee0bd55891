import { setImmediate } from 'node:timers/promises';
import { type Host, type HostObject, textOf, type Value } from '@pipeline-lab/groovy';
import { dockerGlobal } from '../docker/global.ts';
import { Interruption, StepFailure } from '../errors.ts';
import { runStep } from '../steps/run.ts';
import { environmentAt, type Site } from './build.ts';
import { currentBuild } from './current-build.ts';
import { throwIfInterrupted } from './interrupts.ts';

/** After so many turns a script lets others work: the signal that stops it has to get in. */
const turnsInARow = 1000;

/**
 * What stands behind a script at a site. A name is, in this order, a variable that the script set without `def`, one of
 * Jenkins' globals, or a variable of the environment.
 */
export function hostAt(site: Site): Host {
  const globals: Readonly<Record<string, () => Value>> = {
    env: () => envObject(site),
    params: () => site.build.params,
    currentBuild: () => currentBuild(site),
    scm: () => scmObject(site),
    docker: () => dockerGlobal(site),
  };
  let turns = 0;
  return {
    getVariable: (name) =>
      site.build.variables.get(name) ??
      (Object.hasOwn(globals, name) ? globals[name]?.() : environmentAt(site)[name]),
    setVariable: (name, value) => void site.build.variables.set(name, value),
    callMethod: async (name, args) => await runStep(site, name, args),
    describeError,
    async checkpoint() {
      turns += 1;
      if (turns % turnsInARow === 0) await setImmediate();
      throwIfInterrupted(site);
    },
  };
}

function describeError(error: unknown): { typeName: string; message: string | null } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Interruption) return { typeName: 'FlowInterruptedException', message: null };
  return { typeName: error instanceof StepFailure ? 'AbortException' : 'Exception', message };
}

function envObject(site: Site): HostObject {
  return {
    kind: 'object',
    typeName: 'EnvActionImpl',
    getProperty: (name) => environmentAt(site)[name] ?? null,
    setProperty: (name, value) => void site.build.assigned.set(name, value === null ? '' : textOf(value)),
    callMethod(name, { positional }) {
      const variables = environmentAt(site);
      const [first] = positional;
      if (name === 'getEnvironment') return Promise.resolve(new Map<Value, Value>(Object.entries(variables)));
      if (name === 'getProperty' || name === 'get')
        return Promise.resolve(variables[textOf(first ?? '')] ?? null);
      return undefined;
    },
  };
}

function scmObject({ build: { source } }: Site): HostObject {
  const branches = source?.branch === undefined ? [] : [source.branch];
  const properties: Readonly<Record<string, Value>> = {
    branches,
    userRemoteConfigs: source?.url === undefined ? [] : [new Map<Value, Value>([['url', source.url]])],
    extensions: [],
  };
  return { kind: 'object', typeName: 'GitSCM', getProperty: (name) => properties[name] };
}
