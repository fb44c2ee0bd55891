import { StepFailure } from '../../errors.ts';
import { valueOf } from '../data.ts';
import { givenText } from '../read-text.ts';
import type { Step } from '../step.ts';

export const readJSON: Step = {
  name: 'readJSON',
  needs: 'node',
  async run(call) {
    const text = await givenText(call);
    try {
      return valueOf(JSON.parse(text.replace(/^\ufeff/, '')));
    } catch (cause) {
      throw new StepFailure(`readJSON: ${(cause as Error).message}`, 'Check the JSON.', { cause });
    }
  },
};
