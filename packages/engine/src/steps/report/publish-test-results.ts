import { publishJunit } from '../junit-report.ts';
import { defineStep, type Step } from '../step.ts';
import { note } from '../tell.ts';

/** Jenkins has no such step, though many examples on the web do. */
export const publishTestResults: Step = defineStep('publishTestResults', {
  needs: 'node',
  async run(call) {
    note(
      call,
      'Jenkins has no step publishTestResults: write `junit` and the pattern, which is what happens here',
    );
    return await publishJunit(call, call.args.testResultsPattern);
  },
});
