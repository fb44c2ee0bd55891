import { worsen } from '../../build/site.ts';
import { said } from '../tell.ts';
import { defineStep, type Step } from '../step.ts';

export const unstable: Step = defineStep('unstable', {
  async run(call) {
    said(call, `WARNING: ${call.args.message}`);
    worsen(call.site, 'UNSTABLE');
    return null;
  },
});
