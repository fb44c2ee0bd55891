import { maskedBlock } from '../masked-block.ts';
import { defineStep, type Step } from '../step.ts';

/** `maskPasswords(varPasswordPairs: [[var: 'PW', password: 'secret']]) { … }` */
export const maskPasswords: Step = defineStep('maskPasswords', {
  summary: () => '',
  run: async (call) => await maskedBlock(call, call.args),
});
