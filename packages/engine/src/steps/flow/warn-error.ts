import { caught } from '../catching.ts';
import type { Step } from '../step.ts';

export const warnError: Step = {
  name: 'warnError',
  main: 'message',
  summary: () => '',
  run: async (call) => await caught(call, { build: 'UNSTABLE', stage: 'UNSTABLE' }),
};
