import { coverageStep } from '../coverage-step.ts';
import type { Step } from '../step.ts';

export const jacoco: Step = coverageStep('jacoco');
