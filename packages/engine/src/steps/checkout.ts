import type { Value } from '@pipeline-lab/groovy';
import { checkoutSource } from '../workspace/checkout.ts';
import type { Step } from './step.ts';

/** `checkout scm`: the commit of the build, in the present folder. */
export const checkout: Step = {
  name: 'checkout',
  main: 'scm',
  needs: 'node',
  summary: () => '',
  async run({ site, id }) {
    return new Map<Value, Value>(Object.entries(await checkoutSource({ ...site, step: id })));
  },
};
