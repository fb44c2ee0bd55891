import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StepFailure } from '../../errors.ts';
import { dataOf } from '../data.ts';
import { writeText } from '../read-text.ts';
import type { Step } from '../step.ts';

export const writeYaml: Step = {
  name: 'writeYaml',
  needs: 'node',
  async run(call) {
    const { parameters, site } = call;
    const { stringify } = await import('yaml');
    const datas = parameters.value('datas');
    const text = Array.isArray(datas)
      ? datas.map((each) => stringify(dataOf(each))).join('---\n')
      : stringify(dataOf(parameters.value('data')));
    if (parameters.flag('returnText')) return text;
    const file = parameters.text('file');
    const exists = await access(resolve(site.cwd, file)).then(
      () => true,
      () => false,
    );
    if (exists && !parameters.flag('overwrite'))
      throw new StepFailure(`${file} already exists and overwrite is not set`, 'Give `overwrite: true`.');
    return await writeText(call, file, text);
  },
};
