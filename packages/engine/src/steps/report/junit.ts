import { publishJunit } from '../junit-report.ts';
import { defineStep, type Step } from '../step.ts';

export const junit: Step = defineStep('junit', {
  needs: 'node',
  run: async (call) => await publishJunit(call, call.args.testResults),
});
