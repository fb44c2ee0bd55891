import { coverageStep } from '../coverage-step.ts';
import type { Step } from '../step.ts';

export const publishCoverage: Step = coverageStep('publishCoverage');
