import { publishCoverageFiles } from '../coverage-files.ts';
import { defineStep, type Step } from '../step.ts';

export const jacoco: Step = defineStep('jacoco', {
  needs: 'node',
  run: publishCoverageFiles,
});
