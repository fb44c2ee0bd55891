import { defineStep, type Step } from '../step.ts';
import { print } from '../tell.ts';

export const echo: Step = defineStep('echo', {
  async run(call) {
    // As Java prints null: `echo env.UNSET` is common.
    print(call, call.args.message ?? 'null');
    return null;
  },
});
