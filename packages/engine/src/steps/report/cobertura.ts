import { publishCoverageFiles } from '../coverage-files.ts';
import { defineStep, type Step } from '../step.ts';

export const cobertura: Step = defineStep('cobertura', {
  needs: 'node',
  run: publishCoverageFiles,
});
