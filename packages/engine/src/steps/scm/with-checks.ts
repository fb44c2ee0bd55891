import { defineStep, type Step } from '../step.ts';
import { withoutMeaning } from '../without-meaning.ts';

export const withChecks: Step = defineStep('withChecks', {
  summary: () => '',
  run: withoutMeaning('checks are not published from here'),
});
