import { setImmediate } from 'node:timers/promises';
import {
  type Arguments,
  type Closure,
  type Host,
  type HostObject,
  textOf,
  type Value,
} from '@pipeline-lab/groovy';
import type { Pipeline } from '@pipeline-lab/jenkinsfile';
import { dockerGlobal } from '../docker/global.ts';
import { Interruption, StepFailure } from '../errors.ts';
import { isStep } from '../steps/registry.ts';
import { runStep } from '../steps/run.ts';
import type { Site } from './build.ts';
import { environmentAt } from './site.ts';
import { scmObject } from './scm.ts';
import { currentBuild } from './current-build.ts';
import { interruptionProperties } from './interruption.ts';
import { lasts, throwIfInterrupted } from './interrupts.ts';
import { checkMemory } from './memory.ts';

/**
 * What stands behind a script at a site. A name is, in this order, a variable that the script set without `def`, one of
 * Jenkins' globals, or a variable of the environment.
 */
export function hostAt(site: Site): Host {
  const { build } = site;
  const globals: Readonly<Record<string, () => Value>> = {
    env: () => envObject(site),
    params: () => build.params,
    currentBuild: () => currentBuild(site),
    scm: () => scmObject(site),
    docker: () => dockerGlobal(site),
    steps: () => stepsObject(site),
  };
  return {
    getVariable(name) {
      // A variable may hold null.
      if (build.variables.has(name)) return build.variables.get(name);
      if (Object.hasOwn(globals, name)) return globals[name]?.();
      return build.libraries.variables.get(name)?.script ?? variableNamed(site, name);
    },
    setVariable: (name, value) => void site.build.variables.set(name, value),
    async callMethod(name, args, call) {
      const pipeline = build.libraries.pipelines.get(call);
      if (pipeline !== undefined && args.closure !== undefined)
        return await runFound(site, pipeline, args.closure);
      if (name === 'evaluate') return await evaluate(site, args);
      const variable = isStep(name) ? undefined : site.build.libraries.variables.get(name);
      return variable === undefined
        ? await runStep(site, name, args, call)
        : await variable.call('call', allArguments(args), hostAt(site));
    },
    describeError,
    async checkpoint() {
      // The script lets others work: the signal that stops it has to get in.
      await setImmediate();
      throwIfInterrupted(site);
      checkMemory();
    },
  };
}

async function runFound(site: Site, pipeline: Pipeline, block: Closure): Promise<null> {
  await (await import('./run-pipeline.ts')).runPipelineIn(site, pipeline, block);
  return null;
}

/** `evaluate(text)`: what the last statement of the text gives. */
async function evaluate(site: Site, { positional: [text = null] }: Arguments): Promise<Value> {
  const { loadGroovy } = await import('../libraries/load.ts');
  return (await loadGroovy(site, textOf(text), 'Script1.groovy')).value;
}

/** As a method of a script gets them: the named ones as a map first, the closure last. */
function allArguments({ named, positional, closure }: Arguments): Value[] {
  const first = named.size > 0 ? [new Map<Value, Value>(named)] : [];
  return [...first, ...positional, ...(closure === undefined ? [] : [closure])];
}

/** `steps.sh '…'`, as classes of libraries call steps. */
function stepsObject(site: Site): HostObject {
  return {
    kind: 'object',
    typeName: 'DSL',
    getProperty: (name) => hostAt(site).getVariable(name),
    callMethod: async (name, args, call) => await runStep(site, name, args, call),
  };
}

function describeError(error: unknown): ReturnType<NonNullable<Host['describeError']>> {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Interruption) {
    if (error.final) return undefined;
    const properties = interruptionProperties(error);
    return { typeName: 'FlowInterruptedException', message: null, lasts: lasts(error), properties };
  }
  return { typeName: error instanceof StepFailure ? 'AbortException' : 'Exception', message };
}

function envObject(site: Site): HostObject {
  return {
    kind: 'object',
    typeName: 'EnvActionImpl',
    getProperty: (name) => variableNamed(site, name) ?? null,
    setProperty: (name, value) => void site.build.assigned.set(name, value === null ? '' : textOf(value)),
    callMethod(name, { positional }) {
      const [first] = positional;
      if (name === 'getEnvironment')
        return Promise.resolve(new Map<Value, Value>(Object.entries(environmentAt(site))));
      if (name === 'getProperty' || name === 'get')
        return Promise.resolve(variableNamed(site, textOf(first ?? '')) ?? null);
      return undefined;
    },
  };
}

/** Scripts give the name: what every object of JavaScript has is no variable. */
function variableNamed(site: Site, name: string): string | undefined {
  const variables = environmentAt(site);
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}
