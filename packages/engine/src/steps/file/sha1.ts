import { resolve } from 'node:path';
import { digestOf } from '../../workspace/digest.ts';
import { defineStep, type Step } from '../step.ts';

export const sha1: Step = defineStep('sha1', {
  needs: 'node',
  run: async ({ site, args }) => await digestOf(resolve(site.cwd, args.file), 'sha1'),
});
