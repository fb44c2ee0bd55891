import type { Value } from '@pipeline-lab/groovy';
import { checkoutSource } from '../../workspace/checkout.ts';
import { checkoutDescribed } from '../../workspace/git-checkout.ts';
import { defineStep, type Step } from '../step.ts';

/** `checkout scm`: the commit of the build, in the present folder. `checkout scmGit(…)`: what the map describes. */
export const checkout: Step = defineStep('checkout', {
  needs: 'node',
  summary: () => '',
  async run({ site, id, args: { scm } }) {
    const own = { ...site, step: id };
    if (scm instanceof Map) return await checkoutDescribed(own, scm);
    return new Map<Value, Value>(Object.entries(await checkoutSource(own)));
  },
});
