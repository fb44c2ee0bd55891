import { checkoutGit } from '../../workspace/git-checkout.ts';
import { defineStep, type Step } from '../step.ts';

/** `git 'url'`, `git url: '…', branch: 'main', credentialsId: 'id'` */
export const git: Step = defineStep('git', {
  needs: 'node',
  run: async ({ site, id, args }) =>
    await checkoutGit(
      { ...site, step: id },
      {
        url: args.url,
        branch: args.branch ?? 'master',
        credentialsId: args.credentialsId ?? '',
        folder: '.',
        clean: false,
        depth: 0,
        submodules: false,
      },
    ),
});
