import { resolve } from 'node:path';
import { unpacked } from '../archive-files.ts';
import type { Step } from '../step.ts';

export const untar: Step = {
  name: 'untar',
  main: 'file',
  needs: 'node',
  run: async (call) =>
    await unpacked(call, ['tar', '-xf', resolve(call.site.cwd, call.parameters.text('file'))], '-C'),
};
