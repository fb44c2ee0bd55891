import { StepFailure } from '../errors.ts';
import { dataOf, valueOf } from './data.ts';
import { givenText, writeText } from './read-text.ts';
import type { Step } from './step.ts';

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

export const writeJSON: Step = {
  name: 'writeJSON',
  needs: 'node',
  async run(call) {
    const { parameters } = call;
    const pretty = parameters.number('pretty', 0);
    const text = JSON.stringify(dataOf(parameters.value('json')), undefined, pretty);
    if (parameters.flag('returnText')) return text;
    return await writeText(call, parameters.text('file'), text);
  },
};
