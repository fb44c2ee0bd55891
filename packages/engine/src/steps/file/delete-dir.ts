import { removeFolder } from '../../workspace/remove-folder.ts';
import { defineStep, type Step } from '../step.ts';

export const deleteDir: Step = defineStep('deleteDir', {
  needs: 'node',
  async run({ site }) {
    await removeFolder(site);
    return null;
  },
});
