import type { Step } from '../step.ts';
import { withoutMeaning } from '../without-meaning.ts';

export const fingerprint: Step = withoutMeaning('fingerprint', 'fingerprints are not kept here');
