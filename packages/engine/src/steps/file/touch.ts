import { mkdir, open, utimes } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Step } from '../step.ts';

/** `touch 'file'`, `touch file: 'file', timestamp: 0` (ms). */
export const touch: Step = {
  name: 'touch',
  main: 'file',
  needs: 'node',
  async run({ site, parameters }) {
    const path = resolve(site.cwd, parameters.text('file'));
    await mkdir(dirname(path), { recursive: true });
    await (await open(path, 'a')).close();
    const time = new Date(parameters.number('timestamp', Date.now()));
    await utimes(path, time, time);
    return null;
  },
};
