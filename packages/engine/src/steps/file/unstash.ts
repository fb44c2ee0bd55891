import { existsSync } from 'node:fs';
import { StepFailure } from '../../errors.ts';
import { stashFolder, takeStash } from '../../workspace/stashes.ts';
import { defineStep, type Step } from '../step.ts';

export const unstash: Step = defineStep('unstash', {
  needs: 'node',
  async run({ site, args }) {
    const name = args.name;
    const folder = stashFolder(site.build.folder, name);
    if (!existsSync(folder))
      throw new StepFailure(
        `No such saved stash ‘${name}’`,
        'Stash it in an earlier stage of this build. A build from a stage on has the stashes of the last build whose Jenkinsfile says preserveStashes().',
      );
    await takeStash(folder, site.cwd, site.signal);
    return null;
  },
});
