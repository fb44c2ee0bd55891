import { readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { defineStep, type Step } from '../step.ts';
import { makeFolder } from '../../workspace/make-folder.ts';

/** A file that is not there yet is made. */
export const prependToFile: Step = defineStep('prependToFile', {
  needs: 'node',
  summary: (args) => args.file,
  async run({ site, args }) {
    const path = resolve(site.cwd, args.file);
    const before = await readFile(path).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    });
    makeFolder(dirname(path));
    await writeFile(path, Buffer.concat([Buffer.from(args.content), before]));
    return null;
  },
});
