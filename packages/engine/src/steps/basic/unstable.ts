import { worsen } from '../../build/build.ts';
import { said } from '../tell.ts';
import type { Step } from '../step.ts';

export const unstable: Step = {
  name: 'unstable',
  main: 'message',
  async run(call) {
    said(call, `WARNING: ${call.parameters.text('message')}`);
    worsen(call.site, 'UNSTABLE');
    return null;
  },
};
