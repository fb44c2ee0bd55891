import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Step } from '../step.ts';

export const fileExists: Step = {
  name: 'fileExists',
  main: 'file',
  run: async ({ site, parameters }) =>
    await stat(resolve(site.cwd, parameters.text('file'))).then(
      () => true,
      () => false,
    ),
};
