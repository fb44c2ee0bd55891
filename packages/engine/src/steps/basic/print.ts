import type { Step } from '../step.ts';
import { echo } from './echo.ts';

/** Groovy's `print`, which writes to the log of the build. */
export const print: Step = { ...echo, name: 'print' };
