import { StepFailure } from '../../errors.ts';
import type { Step } from '../step.ts';

export const error: Step = {
  name: 'error',
  main: 'message',
  async run({ parameters }) {
    throw new StepFailure(parameters.text('message'), 'The Jenkinsfile itself ended the build here.');
  },
};
