import { StepFailure } from '../../errors.ts';
import { defineStep, type Step } from '../step.ts';

export const error: Step = defineStep('error', {
  async run({ args }) {
    throw new StepFailure(args.message ?? 'null', 'The Jenkinsfile itself ended the build here.');
  },
});
