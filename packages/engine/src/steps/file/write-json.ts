import { dataOf } from '../data.ts';
import { writeText } from '../read-text.ts';
import { defineStep, type Step } from '../step.ts';

export const writeJSON: Step = defineStep('writeJSON', {
  needs: 'node',
  async run({ name, site, args }) {
    const text = JSON.stringify(dataOf(args.json), undefined, args.pretty ?? 0);
    return args.returnText === true ? text : await writeText(name, site, args.file, text);
  },
});
