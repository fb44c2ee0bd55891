import type { BundledVerb } from '../../packages/cli/src/command.ts';
import type { ProgramName } from './make.ts';

/** The bundles that a command runs from; the process of a build looks after its own. */
export const programsFor: Readonly<Record<BundledVerb, readonly ProgramName[]>> = {
  lint: ['lint'],
  run: ['run'],
  deploy: ['deploy'],
  rollback: ['deploy'],
};
