import { defineStep, type Step } from '../step.ts';

export const isUnix: Step = defineStep('isUnix', { run: async () => true });
