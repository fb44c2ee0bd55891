import { defineStep, type Step } from '../step.ts';
import { withoutMeaning } from '../without-meaning.ts';

export const properties: Step = defineStep('properties', {
  summary: () => '',
  run: withoutMeaning(
    'properties of a job have no meaning here: a build takes its parameters from the Jenkinsfile',
  ),
});
