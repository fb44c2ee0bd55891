import { passThrough } from '../pass-through.ts';
import type { Step } from '../step.ts';

/** Groovy among the steps of Declarative. */
export const script: Step = passThrough('script');
