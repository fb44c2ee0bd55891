import { writeFile as writeText } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { encodingNamed } from '../encoding.ts';
import { defineStep, type Step } from '../step.ts';
import { makeFolder } from '../../workspace/make-folder.ts';

export const writeFile: Step = defineStep('writeFile', {
  needs: 'node',
  summary: (args) => args.file,
  async run(call) {
    const path = resolve(call.site.cwd, call.args.file);
    makeFolder(dirname(path));
    await writeText(path, call.args.text, encodingNamed(call.args.encoding));
    return null;
  },
});
