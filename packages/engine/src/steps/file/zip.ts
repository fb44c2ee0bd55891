import { packed } from '../archive-files.ts';
import { defineStep, type Step } from '../step.ts';

export const zip: Step = defineStep('zip', {
  needs: 'node',
  run: async (call) =>
    await packed(call, call.args.zipFile, (file, paths) => ['zip', '-q', file, '--', ...paths]),
});
