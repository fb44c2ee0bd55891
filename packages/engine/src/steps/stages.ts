import type { Closure, Value } from '@pipeline-lab/groovy';
import { type Site, stageOf } from '../build/build.ts';
import { Interruption, StepFailure } from '../errors.ts';
import type { Result } from '../events/result.ts';
import { runBody, type Step, type StepCall } from './step.ts';

/** `stage('x') { … }` inside of a script. */
export const stage: Step = {
  name: 'stage',
  main: 'name',
  summary: (parameters) => parameters.text('name'),
  run: async (call) =>
    await inStage(call.site, call.parameters.text('name'), false, (site) => runBody(call, site)),
};

/** `parallel a: { … }, b: { … }, failFast: true` inside of a script. */
export const parallel: Step = {
  name: 'parallel',
  summary: () => '',
  async run(call) {
    const { site } = call;
    const branches = branchesOf(call);
    const failed = new AbortController();
    const signal = AbortSignal.any([site.signal, failed.signal]);
    const results = await Promise.allSettled(
      branches.map(async ([name, body]) => {
        try {
          return await inStage({ ...site, signal }, name, true, (own) => runBody({ ...call, body }, own));
        } catch (error) {
          if (call.parameters.flag('failFast'))
            failed.abort(new Interruption('failFast', `stopped, since ${name} failed`));
          throw error;
        }
      }),
    );
    const values = results.map((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    });
    return new Map<Value, Value>(branches.map(([name], index) => [name, values[index] ?? null]));
  },
};

function branchesOf({ parameters, node }: StepCall): [string, Closure][] {
  const names = node.named.flatMap(({ key }) => (key.kind === 'literal' ? String(key.value) : []));
  return names.flatMap((name) => {
    const value = parameters.value(name);
    if (name === 'failFast') return [];
    if (value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'closure')
      return [[name, value]];
    throw new StepFailure(`parallel: ${name} is no block`, 'Write parallel a: { … }, b: { … }.');
  });
}

async function inStage(
  site: Site,
  name: string,
  branch: boolean,
  work: (site: Site) => Promise<Value>,
): Promise<Value> {
  const { build } = site;
  const parent = stageOf(site).stage;
  const id = parent === undefined ? name : `${parent} / ${name}`;
  const own: { id: string; result: Result } = { id, result: 'SUCCESS' };
  const began = performance.now();
  build.emit({
    type: 'stage.started',
    stage: id,
    name,
    ...(parent === undefined ? {} : { parent }),
    ...(branch ? { branch } : {}),
  });
  const inside: Site = { ...site, env: { ...site.env, STAGE_NAME: name }, stage: own };
  const finish = (result: Result): void =>
    build.emit({ type: 'stage.finished', stage: id, result, ms: Math.round(performance.now() - began) });
  try {
    const value = await work(inside);
    finish(own.result);
    return value;
  } catch (error) {
    finish(error instanceof Interruption ? error.result : 'FAILURE');
    throw error;
  }
}
