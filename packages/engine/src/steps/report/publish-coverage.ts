import { publishCoverageFiles } from '../coverage-files.ts';
import { defineStep, type Step } from '../step.ts';

export const publishCoverage: Step = defineStep('publishCoverage', {
  needs: 'node',
  run: publishCoverageFiles,
});
