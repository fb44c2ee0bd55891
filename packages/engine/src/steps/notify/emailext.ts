import { keepMail } from '../keep-mail.ts';
import type { Step } from '../step.ts';

export const emailext: Step = {
  name: 'emailext',
  summary: (parameters) => parameters.text('subject', ''),
  run: async (call) => await keepMail(call),
};
