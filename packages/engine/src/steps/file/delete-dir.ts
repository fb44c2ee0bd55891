import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Step } from '../step.ts';

export const deleteDir: Step = {
  name: 'deleteDir',
  summary: () => '',
  async run({ site }) {
    for (const name of await readdir(site.cwd))
      await rm(join(site.cwd, name), { recursive: true, force: true });
    return null;
  },
};
