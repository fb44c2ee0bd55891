import { type Arguments, textOf, type Value } from '@pipeline-lab/groovy';
import { catalogue, mainArgument, nearestName } from '@pipeline-lab/jenkinsfile';
import { type Site, stageOf } from '../build/build.ts';
import { throwIfInterrupted } from '../build/interrupts.ts';
import { Interruption, needsNode, StepFailure } from '../errors.ts';
import type { Result } from '../events/result.ts';
import { at } from './here.ts';
import { described } from './described.ts';
import { isStep, stepNamed, stepNames } from './registry.ts';
import { type Body, type Parameters, parametersOf, runBody, type Step } from './step.ts';

/** Runs a step that a script calls, and tells about it. Rejects with what the step threw. */
export async function runStep(site: Site, name: string, args: Arguments): Promise<Value> {
  const value = isStep(name) || site.build.plugins.has(name) ? undefined : described(name, args);
  if (value !== undefined) return value;
  const step = await known(site, name);
  const { closure } = args;
  const body: Body | undefined =
    closure &&
    (async (inside, values) =>
      await at(inside, async () => await closure.call(values, { host: site.build.hostAt(inside) })));
  return await perform(site, step, parametersOf(name, named(step, args)), body);
}

/** Runs a step that Declarative itself calls: an option around a stage, the `node` of an agent. */
export async function callStep(
  site: Site,
  name: string,
  values: ReadonlyMap<string, Value>,
  body?: Body,
): Promise<Value> {
  return await perform(site, await known(site, name), parametersOf(name, values), body);
}

async function known({ build }: Site, name: string): Promise<Step> {
  const plugin = build.plugins.get(name);
  if (plugin !== undefined) return (await import('./plugin.ts')).pluginStep(name, plugin);
  const step = await stepNamed(name);
  if (step !== undefined) return step;
  if (build.unknownStep === 'warn') return unknownHere(name);
  throw catalogue.steps.has(name) ? notHere(name) : unknownStep(name);
}

/** What Declarative has to know of a step before it calls it. */
export function findStep(name: string): { readonly main?: string } | undefined {
  if (!isStep(name)) return undefined;
  const schema = catalogue.steps.get(name);
  const main = schema && mainArgument(schema);
  return main === undefined ? {} : { main };
}

function notHere(name: string): StepFailure {
  return new StepFailure(
    `The step ${name} of Jenkins does not run here`,
    'Leave it out with `--unknown-step warn`, or name a program for it in plab.yml: `steps:`.',
  );
}

/** Stands for a step that nobody knows, when that is no error: it runs its block, if it has one. */
function unknownHere(name: string): Step {
  return {
    name,
    summary: () => '',
    async run(call) {
      const { site, id } = call;
      const text = `nothing here knows the step ${name}: it was left out`;
      site.build.emit({ type: 'notice', ...stageOf(site), step: id, text });
      return call.body === undefined ? null : await runBody(call, site);
    },
  };
}

async function perform(
  site: Site,
  step: Step,
  parameters: Parameters,
  body: Body | undefined,
): Promise<Value> {
  throwIfInterrupted(site);
  if (step.needs === 'node' && site.node === undefined) throw needsNode(step.name);
  const { build } = site;
  const { name } = step;
  const id = build.state.nextStep;
  build.state.nextStep += 1;
  const place = { id, ...stageOf(site) };
  build.emit({
    type: 'step.started',
    ...place,
    ...(site.step === undefined ? {} : { parent: site.step }),
    name,
    summary: summaryOf(step, parameters),
    ...(body === undefined ? {} : { block: true }),
  });
  const began = performance.now();
  const finish = (result: Result, error?: string): void => {
    const ms = Math.round(performance.now() - began);
    build.emit({ type: 'step.finished', ...place, result, ms, ...(error === undefined ? {} : { error }) });
  };
  try {
    const value = await running(site, body, async (own, block) =>
      build.dryRun && (block === undefined || name === 'script')
        ? null
        : await step.run({ name, site: own, id, parameters, body: block }),
    );
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

/** An interruption of the line goes to the step while it works itself, and to what its block runs meanwhile. */
async function running(
  site: Site,
  body: Body | undefined,
  work: (site: Site, body: Body | undefined) => Promise<Value>,
): Promise<Value> {
  const { line } = site;
  const outer = line.running;
  const own = new AbortController();
  const block: Body | undefined =
    body &&
    (async (inside, args) => {
      line.running = undefined;
      try {
        return await body(inside, args);
      } finally {
        line.running = own;
      }
    });
  line.running = own;
  try {
    return await work({ ...site, signal: own.signal }, block);
  } finally {
    line.running = outer;
  }
}

function named(step: Step, { positional, named }: Arguments): Map<string, Value> {
  const values = new Map(named);
  const [first] = positional;
  if (first === undefined) return values;
  if (first instanceof Map && (step.main === undefined || positional.length === 1)) {
    for (const [key, value] of first) values.set(textOf(key), value);
  } else if (step.main === undefined && !isStep(step.name)) {
    values.set('value', first);
  } else if (step.main === undefined || positional.length > 1) {
    throw new StepFailure(`${step.name}: too many arguments`, 'Give them by name, as in `step name: value`.');
  } else {
    values.set(step.main, first);
  }
  return values;
}

function summaryOf(step: Step, parameters: Parameters): string {
  try {
    const main = step.main ?? '';
    const text = (step.summary?.(parameters) ?? (parameters.has(main) ? parameters.text(main) : '')).trim();
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
