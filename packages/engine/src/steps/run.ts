import { type Arguments, type CallNode, textOf, type Value } from '@pipeline-lab/groovy';
import { nearestName } from '@pipeline-lab/jenkinsfile';
import { type Site, stageOf } from '../build/build.ts';
import { Interruption, StepFailure } from '../errors.ts';
import type { Result } from '../events/result.ts';
import { stepNamed, stepNames } from './registry.ts';
import { type Parameters, parametersOf, type Step } from './step.ts';

/** Runs one step and tells about it. Rejects with what the step threw. */
export async function runStep(site: Site, name: string, args: Arguments, node: CallNode): Promise<Value> {
  const step = stepNamed(name);
  if (step === undefined) throw unknownStep(name);
  site.signal.throwIfAborted();
  const { build } = site;
  const id = build.state.nextStep;
  build.state.nextStep += 1;
  const parameters = parametersOf(name, named(step, args));
  const place = { id, ...stageOf(site) };
  const parent = site.step === undefined ? {} : { parent: site.step };
  build.emit({ type: 'step.started', ...place, ...parent, name, summary: summaryOf(step, parameters) });
  const began = performance.now();
  const finish = (result: Result, error?: string): void => {
    const ms = Math.round(performance.now() - began);
    build.emit({ type: 'step.finished', ...place, result, ms, ...(error === undefined ? {} : { error }) });
  };
  try {
    const value = await step.run({ site, id, parameters, body: args.closure, node });
    finish('SUCCESS');
    return value;
  } catch (error) {
    finish(
      error instanceof Interruption ? error.result : 'FAILURE',
      error instanceof Error ? error.message : String(error),
    );
    throw error;
  }
}

function named(step: Step, { positional, named }: Arguments): Map<string, Value> {
  const values = new Map(named);
  const [first] = positional;
  if (first === undefined) return values;
  if (first instanceof Map && step.main === undefined) {
    for (const [key, value] of first) values.set(textOf(key), value);
  } else if (step.main === undefined || positional.length > 1) {
    throw new StepFailure(`${step.name}: too many arguments`, 'Give them by name, as in `step name: value`.');
  } else {
    values.set(step.main, first);
  }
  return values;
}

function summaryOf(step: Step, parameters: Parameters): string {
  try {
    const text = step.summary(parameters).trim();
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join('; ')
      .slice(0, 300);
  } catch {
    // The step itself says what is missing.
    return '';
  }
}

function unknownStep(name: string): StepFailure {
  const nearest = nearestName(name, stepNames);
  return new StepFailure(
    `No such DSL method '${name}' found among steps`,
    nearest === undefined
      ? 'docs/jenkinsfile/steps.md lists the steps that run here.'
      : `Did you mean \`${nearest}\`?`,
  );
}
