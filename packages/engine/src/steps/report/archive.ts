import { keepArtifact } from '../../report/keep-artifact.ts';
import { antFiles } from '../../workspace/ant-files.ts';
import { defineStep, type Step } from '../step.ts';
import { said } from '../tell.ts';

/** Keeps what there is: unlike `archiveArtifacts`, it takes no offence at a pattern that matches nothing. */
export const archive: Step = defineStep('archive', {
  needs: 'node',
  async run(call) {
    const { site, args } = call;
    said(call, 'Archiving artifacts');
    const files = await antFiles(site.cwd, args.includes, {
      excludes: args.excludes ?? '',
      followLinks: true,
      signal: site.signal,
    });
    for (const file of files) await keepArtifact(site, site.cwd, file);
    return null;
  },
});
