import { checkoutGit } from '../../workspace/git-checkout.ts';
import type { Step } from '../step.ts';

/** `git 'url'`, `git url: '…', branch: 'main', credentialsId: 'id'` */
export const git: Step = {
  name: 'git',
  main: 'url',
  needs: 'node',
  run: async ({ site, id, parameters }) =>
    await checkoutGit(
      { ...site, step: id },
      {
        url: parameters.text('url'),
        branch: parameters.text('branch', 'master'),
        credentialsId: parameters.text('credentialsId', ''),
        folder: '.',
        clean: false,
        depth: 0,
        submodules: false,
      },
    ),
};
