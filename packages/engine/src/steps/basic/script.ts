import { defineStep, runBody, type Step } from '../step.ts';

/** Groovy among the steps of Declarative. */
export const script: Step = defineStep('script', {
  summary: () => '',
  run: async (call) => await runBody(call, call.site),
});
