import { defineStep, runBody, type Step } from '../step.ts';

/** Every line of the journal has its time: showing it is for the reader to choose. */
export const timestamps: Step = defineStep('timestamps', {
  summary: () => '',
  run: async (call) => await runBody(call, call.site),
});
