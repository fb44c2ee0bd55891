import { stringify } from 'smol-toml';
import { StepFailure } from '../../errors.ts';
import { dataOf } from '../data.ts';
import { writeText } from '../read-text.ts';
import { defineStep, type Step } from '../step.ts';

export const writeTOML: Step = defineStep('writeTOML', {
  needs: 'node',
  async run({ name, site, args }) {
    const text = tomlOf(dataOf(args.toml));
    return args.returnText === true ? text : await writeText(name, site, args.file, text);
  },
});

function tomlOf(data: unknown): string {
  try {
    return stringify(data);
  } catch (cause) {
    throw new StepFailure(`writeTOML: ${(cause as Error).message}`, 'Give a map without null.', { cause });
  }
}
