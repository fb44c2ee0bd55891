import { publishCoverageFiles } from '../coverage-files.ts';
import { defineStep, type Step } from '../step.ts';

export const recordCoverage: Step = defineStep('recordCoverage', {
  needs: 'node',
  run: publishCoverageFiles,
});
