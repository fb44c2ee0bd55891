import { caught } from '../catching.ts';
import type { Step } from '../step.ts';

export const catchError: Step = {
  name: 'catchError',
  main: 'message',
  summary: () => '',
  run: async (call) => await caught(call, { build: 'FAILURE', stage: 'SUCCESS' }),
};
