import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StepFailure } from '../../errors.ts';
import { copyStashed, stashFolder } from '../../workspace/stashes.ts';
import { defineStep, type Step } from '../step.ts';

export const unstash: Step = defineStep('unstash', {
  needs: 'node',
  async run({ site, args }) {
    const name = args.name;
    const folder = stashFolder(site.build.folder, name);
    const files = await readdir(folder).catch(() => {
      throw new StepFailure(
        `No such saved stash ‘${name}’`,
        'Stash it in an earlier stage of this build. A build from a stage on has the stashes of the last build whose Jenkinsfile says preserveStashes().',
      );
    });
    for (const file of files) {
      site.signal.throwIfAborted();
      await copyStashed(join(folder, file), join(site.cwd, file));
    }
    return null;
  },
});
