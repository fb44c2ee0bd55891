import { defineStep, type Step } from '../step.ts';
import { withoutMeaning } from '../without-meaning.ts';

export const wrap: Step = defineStep('wrap', {
  summary: () => '',
  run: withoutMeaning('wrappers change nothing here; their block runs'),
});
