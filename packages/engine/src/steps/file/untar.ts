import { resolve } from 'node:path';
import { unpacked } from '../archive-files.ts';
import { defineStep, type Step } from '../step.ts';

export const untar: Step = defineStep('untar', {
  needs: 'node',
  run: async (call) => await unpacked(call, ['tar', '-xf', resolve(call.site.cwd, call.args.file)], '-C'),
});
