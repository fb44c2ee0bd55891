import type { Step } from '../step.ts';
import { echo } from './echo.ts';

/** Groovy's `println`, which writes to the log of the build. */
export const println: Step = { ...echo, name: 'println' };
