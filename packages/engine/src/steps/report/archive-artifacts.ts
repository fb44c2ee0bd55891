import { StepFailure } from '../../errors.ts';
import { keepArtifact } from '../../report/keep-artifact.ts';
import { antFiles } from '../../workspace/ant-files.ts';
import { defineStep, type Step } from '../step.ts';
import { said } from '../tell.ts';

export const archiveArtifacts: Step = defineStep('archiveArtifacts', {
  needs: 'node',
  async run(call) {
    const { site, args } = call;
    said(call, 'Archiving artifacts');
    if (args.onlyIfSuccessful && (site.build.state.result ?? 'SUCCESS') !== 'SUCCESS') {
      said(call, 'Skipped archiving because build is not successful');
      return null;
    }
    const patterns = args.artifacts;
    const files = await antFiles(site.cwd, patterns, {
      excludes: args.excludes ?? '',
      defaultExcludes: args.defaultExcludes ?? true,
      caseSensitive: args.caseSensitive ?? true,
      followLinks: args.followSymlinks ?? true,
      signal: site.signal,
    });
    const problem = `No artifacts found that match the file pattern "${patterns}". Configuration error?`;
    if (files.length === 0 && !args.allowEmptyArchive)
      throw new StepFailure(problem, 'Check the pattern; it is relative to the present folder.');
    if (files.length === 0) said(call, problem);
    for (const file of files) await keepArtifact(site, site.cwd, file);
    return null;
  },
});
