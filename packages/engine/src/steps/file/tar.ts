import { packed } from '../archive-files.ts';
import type { Step } from '../step.ts';

export const tar: Step = {
  name: 'tar',
  main: 'file',
  needs: 'node',
  run: async (call) => {
    const mode = call.parameters.flag('compress', true) ? '-czf' : '-cf';
    const command = (file: string, paths: readonly string[]): [string, ...string[]] => [
      'tar',
      mode,
      file,
      '--',
      ...paths,
    ];
    return await packed(call, call.parameters.text('file'), command);
  },
};
