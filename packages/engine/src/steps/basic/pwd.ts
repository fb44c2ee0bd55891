import { temporaryFolder } from '../../workspace/temporary.ts';
import { defineStep, type Step } from '../step.ts';

export const pwd: Step = defineStep('pwd', {
  needs: 'node',
  run: async ({ site, args }) => (args.tmp ? temporaryFolder(site) : site.cwd),
});
