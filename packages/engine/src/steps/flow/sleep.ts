import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Step } from '../step.ts';
import { milliseconds } from '../time-unit.ts';

export const sleep: Step = {
  name: 'sleep',
  main: 'time',
  summary: (parameters) => `${parameters.text('time')} ${parameters.text('unit', 'SECONDS').toLowerCase()}`,
  async run({ site, parameters }) {
    await sleepFor(milliseconds(parameters, 'SECONDS'), undefined, { signal: site.signal }).catch(
      () => undefined,
    );
    site.signal.throwIfAborted();
    return null;
  },
};
