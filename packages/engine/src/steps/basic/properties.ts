import type { Step } from '../step.ts';
import { withoutMeaning } from '../without-meaning.ts';

export const properties: Step = withoutMeaning(
  'properties',
  'properties of a job have no meaning here: a build takes its parameters from the Jenkinsfile',
);
