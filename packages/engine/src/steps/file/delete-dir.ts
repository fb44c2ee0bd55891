import { emptyFolder } from '../../workspace/empty-folder.ts';
import { defineStep, type Step } from '../step.ts';

export const deleteDir: Step = defineStep('deleteDir', {
  async run({ site }) {
    await emptyFolder(site.cwd);
    return null;
  },
});
