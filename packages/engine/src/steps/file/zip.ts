import { packed } from '../archive-files.ts';
import type { Step } from '../step.ts';

export const zip: Step = {
  name: 'zip',
  main: 'zipFile',
  needs: 'node',
  run: async (call) =>
    await packed(call, call.parameters.text('zipFile'), (file, paths) => ['zip', '-q', file, '--', ...paths]),
};
