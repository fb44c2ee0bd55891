import { isInterrupted } from '../../build/interrupts.ts';
import { Interruption } from '../../errors.ts';
import { errorText } from '../catching.ts';
import { defineStep, runBody, type Step } from '../step.ts';
import { said } from '../tell.ts';

export const retry: Step = defineStep('retry', {
  summary: (args) => `${args.count} times at most`,
  async run(call) {
    const count = call.args.count;
    for (let turn = 1; ; turn += 1) {
      try {
        return await runBody(call, call.site);
      } catch (error) {
        if (turn >= count || isInterrupted(error, call.site)) throw error;
        said(call, ...(error instanceof Interruption ? [error.message] : errorText(error)), 'Retrying');
      }
    }
  },
});
