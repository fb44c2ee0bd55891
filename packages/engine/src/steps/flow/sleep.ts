import { setTimeout as sleepFor } from 'node:timers/promises';
import { defineStep, type Step } from '../step.ts';
import { timeUnits } from '../time-unit.ts';

export const sleep: Step = defineStep('sleep', {
  summary: ({ time, unit = 'SECONDS' }) => `${time} ${unit.toLowerCase()}`,
  async run({ site, args: { time, unit = 'SECONDS' } }) {
    await sleepFor(time * timeUnits[unit], undefined, { signal: site.signal }).catch(() => undefined);
    site.signal.throwIfAborted();
    return null;
  },
});
