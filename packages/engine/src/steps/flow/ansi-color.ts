import { passThrough } from '../pass-through.ts';
import type { Step } from '../step.ts';

/** Colours stay in the log: showing them is for the reader to choose. */
export const ansiColor: Step = passThrough('ansiColor');
