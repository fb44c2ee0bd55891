import { publishJunit } from '../junit-report.ts';
import type { Step } from '../step.ts';

export const junit: Step = {
  name: 'junit',
  main: 'testResults',
  run: async (call) => await publishJunit(call, call.parameters.text('testResults')),
};
