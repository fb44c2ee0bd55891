import { timeSpan } from '../../build/time-span.ts';
import { withTimeout } from '../../build/timeout.ts';
import { runBody, type Step } from '../step.ts';
import { said } from '../tell.ts';
import { milliseconds } from '../time-unit.ts';

export const timeout: Step = {
  name: 'timeout',
  main: 'time',
  summary: (parameters) => `${parameters.text('time')} ${parameters.text('unit', 'MINUTES').toLowerCase()}`,
  async run(call) {
    const time = milliseconds(call.parameters, 'MINUTES');
    const activity = call.parameters.flag('activity');
    said(
      call,
      activity
        ? `Timeout set to expire after ${timeSpan(time)} without activity`
        : `Timeout set to expire in ${timeSpan(time)}`,
    );
    const tell = (text: string): void => said(call, text);
    return await withTimeout(call.site, { time, activity, tell }, async (site) => await runBody(call, site));
  },
};
