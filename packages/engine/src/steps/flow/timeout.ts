import { timeSpan } from '../../build/time-span.ts';
import { withTimeout } from '../../build/timeout.ts';
import { defineStep, runBody, type Step } from '../step.ts';
import { said } from '../tell.ts';
import { timeUnits } from '../time-unit.ts';

export const timeout: Step = defineStep('timeout', {
  summary: ({ time, unit = 'MINUTES' }) => `${time} ${unit.toLowerCase()}`,
  async run(call) {
    const { unit = 'MINUTES', activity = false } = call.args;
    const time = call.args.time * timeUnits[unit];
    said(
      call,
      activity
        ? `Timeout set to expire after ${timeSpan(time)} without activity`
        : `Timeout set to expire in ${timeSpan(time)}`,
    );
    const tell = (text: string): void => said(call, text);
    return await withTimeout(call.site, { time, activity, tell }, async (site) => await runBody(call, site));
  },
});
