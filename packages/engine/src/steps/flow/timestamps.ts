import { passThrough } from '../pass-through.ts';
import type { Step } from '../step.ts';

/** Every line of the journal has its time: showing it is for the reader to choose. */
export const timestamps: Step = passThrough('timestamps');
