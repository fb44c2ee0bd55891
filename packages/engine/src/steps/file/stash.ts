import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StepFailure } from '../../errors.ts';
import { antFiles } from '../../workspace/ant-files.ts';
import { copyStashed, stashFolder } from '../../workspace/stashes.ts';
import type { Step } from '../step.ts';
import { said } from '../tell.ts';

/** Keeps files beside the journal of the build, whatever happens to the workspace. */
export const stash: Step = {
  name: 'stash',
  main: 'name',
  needs: 'node',
  async run(call) {
    const { site, parameters } = call;
    const files = await antFiles(site.cwd, parameters.text('includes', '**'), {
      excludes: parameters.text('excludes', ''),
      defaultExcludes: parameters.flag('useDefaultExcludes', true),
    });
    if (files.length === 0 && !parameters.flag('allowEmpty'))
      throw new StepFailure(
        `No files included in stash ‘${parameters.text('name')}’`,
        'Check `includes`, or give `allowEmpty: true`.',
      );
    const folder = stashFolder(site.build.folder, parameters.text('name'));
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    for (const file of files) await copyStashed(join(site.cwd, file), join(folder, file));
    said(call, `Stashed ${files.length} file(s)`);
    return null;
  },
};
