import type { Step } from '../step.ts';
import { deleteDir } from './delete-dir.ts';

/** The workspace clean-up plugin's step. */
export const cleanWs: Step = { ...deleteDir, name: 'cleanWs' };
