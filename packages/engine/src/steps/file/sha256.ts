import { digest } from '../digest.ts';
import type { Step } from '../step.ts';

export const sha256: Step = digest('sha256');
