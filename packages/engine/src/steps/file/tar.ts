import { packed } from '../archive-files.ts';
import { defineStep, type Step } from '../step.ts';

export const tar: Step = defineStep('tar', {
  needs: 'node',
  run: async (call) => {
    const mode = (call.args.compress ?? true) ? '-czf' : '-cf';
    const command = (file: string, paths: readonly string[]): [string, ...string[]] => [
      'tar',
      mode,
      file,
      '--',
      ...paths,
    ];
    return await packed(call, call.args.file, command);
  },
});
