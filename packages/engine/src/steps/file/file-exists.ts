import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defineStep, type Step } from '../step.ts';

export const fileExists: Step = defineStep('fileExists', {
  needs: 'node',
  run: async ({ site, args }) =>
    await stat(resolve(site.cwd, args.file)).then(
      () => true,
      () => false,
    ),
});
