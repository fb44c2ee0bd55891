import { dataOf } from '../data.ts';
import { writeText } from '../read-text.ts';
import type { Step } from '../step.ts';

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
