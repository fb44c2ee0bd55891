import { StepFailure } from '../../errors.ts';
import { valueOf } from '../data.ts';
import { givenText } from '../read-text.ts';
import { defineStep, type Step } from '../step.ts';

export const readJSON: Step = defineStep('readJSON', {
  needs: 'node',
  async run({ name, site, args }) {
    const text = await givenText(name, site, args);
    try {
      return valueOf(JSON.parse(text.replace(/^\ufeff/, '')));
    } catch (cause) {
      throw new StepFailure(`readJSON: ${(cause as Error).message}`, 'Check the JSON.', { cause });
    }
  },
});
