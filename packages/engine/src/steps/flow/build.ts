import { StepFailure } from '../../errors.ts';
import { defineStep, type Step } from '../step.ts';

/** Another job is another repository, of which a build knows nothing: it says so, and never passes in silence. */
export const build: Step = defineStep('build', {
  async run({ args }) {
    const job = args.job;
    throw new StepFailure(
      `No item named ${job} found`,
      'A build here knows its own Jenkinsfile only: run the other one with `plab run -C its-folder`, or as a step `sh`.',
    );
  },
});
