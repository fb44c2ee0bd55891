import { type Closure, isTrue, type Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../../errors.ts';
import { inBranches } from '../../stages/branches.ts';
import { idInside } from '../../stages/ids.ts';
import { inStage } from '../../stages/in-stage.ts';
import { defineStep, runBody, type Step, type StepCall } from '../step.ts';

/** `parallel a: { … }, b: { … }, failFast: true` inside of a script; Declarative gives its branches as the block. */
export const parallel: Step = defineStep('parallel', {
  async run(call) {
    const { site, args } = call;
    if (call.body !== undefined) return await runBody(call, site);
    const branches = branchesOf(call);
    const values = await inBranches(
      { ...site, step: call.id },
      branches.map(([name, body]) => ({
        name,
        work: async (own) =>
          await inStage(
            own,
            { name, id: idInside(site, name), branch: true },
            async (inside) => await body.call([], { host: site.build.hostAt(inside) }),
          ),
      })),
      isTrue(args['failFast'] ?? false),
    );
    return new Map<Value, Value>(branches.map(([name], index) => [name, values[index] ?? null]));
  },
});

function branchesOf({ args }: StepCall<'parallel'>): [string, Closure][] {
  return Object.entries(args).flatMap(([name, value = null]): [string, Closure][] => {
    if (name === 'failFast') return [];
    if (value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'closure')
      return [[name, value]];
    throw new StepFailure(
      `Expected a closure or failFast but found ${name}`,
      'Write parallel a: { … }, b: { … }.',
    );
  });
}
