import { join, resolve } from 'node:path';
import { textOf } from '@pipeline-lab/groovy';
import { StepFailure } from '../../errors.ts';
import { antFiles } from '../../workspace/ant-files.ts';
import { defineStep, type Step } from '../step.ts';
import { copyWhole } from '../../workspace/copy-whole.ts';

/**
 * Copies what this build has archived back into the workspace. `mapping` leads from a pattern to a path: that of the
 * one file without wildcards, else the folder below which each file keeps its path.
 */
export const unarchive: Step = defineStep('unarchive', {
  needs: 'node',
  summary: ({ mapping }) => [...(mapping?.keys() ?? [])].map(textOf).join(', '),
  async run({ site, args }) {
    const archived = join(site.build.folder, 'artifacts');
    for (const [key, value] of args.mapping ?? []) {
      const [pattern, target] = [textOf(key), resolve(site.cwd, textOf(value))];
      const files = await antFiles(archived, pattern, { signal: site.signal });
      if (files.length === 0)
        throw new StepFailure(`unarchive: this build has archived nothing that matches ${pattern}`);
      for (const file of files)
        await copyWhole(join(archived, file), file === pattern ? target : join(target, file), site);
    }
    return null;
  },
});
