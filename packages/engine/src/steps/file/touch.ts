import { open, utimes } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { defineStep, type Step } from '../step.ts';
import { makeFolder } from '../../workspace/make-folder.ts';

/** `touch 'file'`, `touch file: 'file', timestamp: 0` (ms). */
export const touch: Step = defineStep('touch', {
  needs: 'node',
  async run({ site, args }) {
    const path = resolve(site.cwd, args.file);
    makeFolder(dirname(path));
    await (await open(path, 'a')).close();
    const time = args.timestamp === undefined ? new Date() : new Date(args.timestamp);
    await utimes(path, time, time);
    return null;
  },
});
