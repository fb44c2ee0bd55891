import { readFile as readText } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StepFailure } from '../../errors.ts';
import { encodingNamed } from '../encoding.ts';
import { defineStep, type Step } from '../step.ts';

export const readFile: Step = defineStep('readFile', {
  needs: 'node',
  async run(call) {
    const path = resolve(call.site.cwd, call.args.file);
    return await readText(path, encodingNamed(call.args.encoding)).catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new StepFailure(why, 'Check the path; it is relative to the present folder.', { cause });
    });
  },
});
