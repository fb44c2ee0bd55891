import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { runBody, type Step } from '../step.ts';

export const dir: Step = {
  name: 'dir',
  main: 'path',
  async run(call) {
    const cwd = resolve(call.site.cwd, call.parameters.text('path'));
    await mkdir(cwd, { recursive: true });
    return await runBody(call, { ...call.site, cwd });
  },
};
