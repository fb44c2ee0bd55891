import { textOf } from '@pipeline-lab/groovy';
import { defineStep, type Step } from '../step.ts';
import { print as printed } from '../tell.ts';

/** Groovy's `print`, which writes to the log of the build. */
export const print: Step = defineStep('print', {
  async run(call) {
    const { value } = call.args;
    printed(call, value === undefined ? '' : textOf(value));
    return null;
  },
});
