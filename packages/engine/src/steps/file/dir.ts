import { resolve } from 'node:path';
import { defineStep, runBody, type Step } from '../step.ts';
import { makeFolder } from '../../workspace/make-folder.ts';

export const dir: Step = defineStep('dir', {
  needs: 'node',
  async run(call) {
    const cwd = resolve(call.site.cwd, call.args.path);
    makeFolder(cwd);
    return await runBody(call, { ...call.site, cwd });
  },
});
