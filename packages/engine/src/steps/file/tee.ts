import { closeSync, openSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { makeFolder } from '../../workspace/make-folder.ts';
import { defineStep, runBody, type Step } from '../step.ts';

/** What the block says goes into the log and, without secrets, to the end of a file. */
export const tee: Step = defineStep('tee', {
  needs: 'node',
  dry: true,
  async run(call) {
    const { site } = call;
    if (site.build.dryRun) return await runBody(call, site);
    const path = resolve(site.cwd, call.args.file);
    makeFolder(dirname(path));
    const file = openSync(path, 'a');
    try {
      const copy = (bytes: Buffer): void => {
        writeSync(file, bytes);
        site.copyLog?.(bytes);
      };
      return await runBody(call, { ...site, copyLog: copy });
    } finally {
      closeSync(file);
    }
  },
});
