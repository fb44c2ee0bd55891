import { defineStep, runBody, type Step } from '../step.ts';

/** Every line of the journal has its time: here it is asked for that readers see it. */
export const timestamps: Step = defineStep('timestamps', {
  summary: () => '',
  run: async (call) => await runBody(call, { ...call.site, timed: true }),
});
