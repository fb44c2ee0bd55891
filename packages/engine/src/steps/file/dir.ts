import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defineStep, runBody, type Step } from '../step.ts';

export const dir: Step = defineStep('dir', {
  needs: 'node',
  async run(call) {
    const cwd = resolve(call.site.cwd, call.args.path);
    await mkdir(cwd, { recursive: true });
    return await runBody(call, { ...call.site, cwd });
  },
});
