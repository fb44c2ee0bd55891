import { StepFailure } from '../../errors.ts';
import { jsonValueOf, valueOf } from '../data.ts';
import { givenText } from '../read-text.ts';
import { defineStep, type Step } from '../step.ts';

export const readJSON: Step = defineStep('readJSON', {
  needs: 'node',
  async run({ name, site, args }) {
    const text = await givenText(name, site, args);
    try {
      const data: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
      return args.returnPojo === true ? valueOf(data) : jsonValueOf(data);
    } catch (cause) {
      throw new StepFailure(`readJSON: ${(cause as Error).message}`, 'Check the JSON.', { cause });
    }
  },
});
