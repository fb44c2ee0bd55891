import { caught } from '../catching.ts';
import { defineStep, type Step } from '../step.ts';

export const catchError: Step = defineStep('catchError', {
  run: async (call) => await caught(call, { build: 'FAILURE', stage: 'SUCCESS' }),
});
