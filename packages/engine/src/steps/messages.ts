import { stageOf, worsen } from '../build/build.ts';
import { StepFailure } from '../errors.ts';
import { said } from './flow.ts';
import type { Step } from './step.ts';

export const echo: Step = {
  name: 'echo',
  main: 'message',
  summary: (parameters) => parameters.text('message'),
  async run({ site, id, parameters }) {
    const lines = parameters.text('message').split('\n');
    site.build.emit({ type: 'log', step: id, ...stageOf(site), stream: 'output', lines });
    return null;
  },
};

export const println: Step = { ...echo, name: 'println' };

export const print: Step = { ...echo, name: 'print' };

export const error: Step = {
  name: 'error',
  main: 'message',
  summary: (parameters) => parameters.text('message'),
  async run({ parameters }) {
    throw new StepFailure(parameters.text('message'), 'The Jenkinsfile itself ended the build here.');
  },
};

export const unstable: Step = {
  name: 'unstable',
  main: 'message',
  summary: (parameters) => parameters.text('message'),
  async run(call) {
    said(call, `WARNING: ${call.parameters.text('message')}`);
    worsen(call.site, 'UNSTABLE');
    return null;
  },
};
