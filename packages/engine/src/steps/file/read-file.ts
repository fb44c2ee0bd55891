import { readFile as readText } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StepFailure } from '../../errors.ts';
import { encodingOf } from '../encoding.ts';
import type { Step } from '../step.ts';

export const readFile: Step = {
  name: 'readFile',
  main: 'file',
  async run(call) {
    const path = resolve(call.site.cwd, call.parameters.text('file'));
    return await readText(path, encodingOf(call)).catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new StepFailure(why, 'Check the path; it is relative to the present folder.', { cause });
    });
  },
};
