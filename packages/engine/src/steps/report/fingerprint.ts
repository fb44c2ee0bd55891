import { defineStep, type Step } from '../step.ts';
import { withoutMeaning } from '../without-meaning.ts';

export const fingerprint: Step = defineStep('fingerprint', {
  summary: () => '',
  run: withoutMeaning('fingerprints are not kept here'),
});
