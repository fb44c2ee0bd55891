import { notOnWindows } from '../../errors.ts';
import { defineStep, type Step } from '../step.ts';

/** Windows has it alone. */
export const powershell: Step = defineStep('powershell', {
  needs: 'node',
  run: async () => {
    throw notOnWindows('powershell');
  },
});
