import { parse } from 'smol-toml';
import { StepFailure } from '../../errors.ts';
import { valueOf } from '../data.ts';
import { givenText } from '../read-text.ts';
import { defineStep, type Step } from '../step.ts';

export const readTOML: Step = defineStep('readTOML', {
  needs: 'node',
  async run({ name, site, args }) {
    const text = await givenText(name, site, args);
    try {
      return valueOf(parse(text));
    } catch (cause) {
      throw new StepFailure(`readTOML: ${(cause as Error).message}`, 'Check the TOML.', { cause });
    }
  },
});
