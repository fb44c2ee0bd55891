import { defineStep, type Step } from '../step.ts';
import { withoutMeaning } from '../without-meaning.ts';

export const throttle: Step = defineStep('throttle', {
  summary: () => '',
  run: withoutMeaning('builds are not throttled here'),
});
