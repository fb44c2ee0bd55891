import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { StepFailure } from '../../errors.ts';
import { dataOf } from '../data.ts';
import { writeText } from '../read-text.ts';
import { defineStep, type Step } from '../step.ts';

export const writeYaml: Step = defineStep('writeYaml', {
  needs: 'node',
  async run({ name, site, args }) {
    const { stringify } = await import('yaml');
    const { data = null, datas = [data], file, overwrite = false, returnText = false } = args;
    const text = datas.map((each) => stringify(dataOf(each))).join('---\n');
    if (returnText) return text;
    if (!overwrite && file !== undefined && existsSync(resolve(site.cwd, file)))
      throw new StepFailure(`${file} already exists and overwrite is not set`, 'Give `overwrite: true`.');
    return await writeText(name, site, file, text);
  },
});
