import { digest } from '../digest.ts';
import type { Step } from '../step.ts';

export const sha1: Step = digest('sha1');
