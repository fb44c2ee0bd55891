import { waitFor } from '../../build/timer.ts';
import { defineStep, type Step } from '../step.ts';
import { timeUnits } from '../time-unit.ts';

export const sleep: Step = defineStep('sleep', {
  summary: ({ time, unit = 'SECONDS' }) => `${time} ${unit.toLowerCase()}`,
  async run({ site, args: { time, unit = 'SECONDS' } }) {
    await waitFor(time * timeUnits[unit], site.signal);
    return null;
  },
});
