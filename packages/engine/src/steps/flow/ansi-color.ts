import { defineStep, runBody, type Step } from '../step.ts';

/** Colours stay in the log: showing them is for the reader to choose. */
export const ansiColor: Step = defineStep('ansiColor', {
  summary: () => '',
  run: async (call) => await runBody(call, call.site),
});
