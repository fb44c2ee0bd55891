import { coverageStep } from '../coverage-step.ts';
import type { Step } from '../step.ts';

export const cobertura: Step = coverageStep('cobertura');
