import { stageOf } from '../../build/build.ts';
import type { Step } from '../step.ts';

export const echo: Step = {
  name: 'echo',
  main: 'message',
  async run({ site, id, parameters }) {
    const lines = parameters.text('message').split('\n');
    site.build.emit({ type: 'log', step: id, ...stageOf(site), stream: 'output', lines });
    return null;
  },
};
