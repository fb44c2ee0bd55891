import { StepFailure } from '../../errors.ts';
import type { Step } from '../step.ts';

/** Another job is another repository, of which a build knows nothing: it says so, and never passes in silence. */
export const build: Step = {
  name: 'build',
  main: 'job',
  async run({ parameters }) {
    const job = parameters.text('job');
    throw new StepFailure(
      `No item named ${job} found`,
      'A build here knows its own Jenkinsfile only: run the other one with `plab run -C its-folder`, or as a step `sh`.',
    );
  },
};
