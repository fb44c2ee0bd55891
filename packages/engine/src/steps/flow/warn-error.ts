import { caught } from '../catching.ts';
import { defineStep, type Step } from '../step.ts';

export const warnError: Step = defineStep('warnError', {
  run: async (call) => await caught(call, { build: 'UNSTABLE', stage: 'UNSTABLE' }),
});
