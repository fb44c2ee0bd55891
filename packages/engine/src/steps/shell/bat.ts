import { notOnWindows } from '../../errors.ts';
import { defineStep, type Step } from '../step.ts';

/** Windows has it alone. */
export const bat: Step = defineStep('bat', {
  needs: 'node',
  run: async () => {
    throw notOnWindows('bat');
  },
});
