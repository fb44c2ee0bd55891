import { StepFailure } from '../../errors.ts';
import { compareVersionNumbers } from '../version-number.ts';
import { defineStep, type Step } from '../step.ts';

export const compareVersions: Step = defineStep('compareVersions', {
  summary: ({ v1, v2 }) => `${v1} ${v2}`,
  async run({ args }) {
    const { v1, v2, failIfEmpty } = args;
    if (failIfEmpty === true && (v1 === '' || v2 === ''))
      throw new StepFailure('compareVersions: a version is empty', 'Give both versions.');
    return compareVersionNumbers(v1, v2);
  },
});
