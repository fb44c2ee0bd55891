import { emptyFolder } from '../../workspace/empty-folder.ts';
import { defineStep, type Step } from '../step.ts';

/** The workspace clean-up plugin's step. */
export const cleanWs: Step = defineStep('cleanWs', {
  async run({ site }) {
    await emptyFolder(site.cwd);
    return null;
  },
});
