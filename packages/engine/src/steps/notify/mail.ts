import { keepMail } from '../keep-mail.ts';
import { defineStep, type Step } from '../step.ts';

export const mail: Step = defineStep('mail', {
  summary: (args) => args.subject ?? '',
  run: async (call) => await keepMail(call),
});
