import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../errors.ts';
import { dataOf, valueOf } from './data.ts';
import { givenText, writeText } from './read-text.ts';
import type { Step } from './step.ts';

/** Gives a list when the text holds several documents. */
export const readYaml: Step = {
  name: 'readYaml',
  needs: 'node',
  async run(call) {
    const text = await givenText(call);
    const { parseAllDocuments } = await import('yaml');
    const values = [...parseAllDocuments(text)].map((document): Value => {
      const [problem] = document.errors;
      if (problem !== undefined) throw new StepFailure(`readYaml: ${problem.message}`, 'Check the YAML.');
      return valueOf(document.toJS({ maxAliasCount: 50 }));
    });
    return values.length > 1 ? values : (values[0] ?? null);
  },
};

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
