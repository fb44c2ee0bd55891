import { StepFailure } from '../../errors.ts';
import { antFiles } from '../../workspace/ant-files.ts';
import { keepStash, stashFolder } from '../../workspace/stashes.ts';
import { defineStep, type Step } from '../step.ts';
import { said } from '../tell.ts';

/** Keeps files beside the journal of the build, whatever happens to the workspace. */
export const stash: Step = defineStep('stash', {
  needs: 'node',
  async run(call) {
    const { site, args } = call;
    if (args.name === '') throw new StepFailure('No name is specified', "Write stash name: 'binaries'.");
    const files = await antFiles(site.cwd, args.includes ?? '**', {
      excludes: args.excludes ?? '',
      defaultExcludes: args.useDefaultExcludes ?? true,
      signal: site.signal,
    });
    if (files.length === 0 && !args.allowEmpty)
      throw new StepFailure(
        `No files included in stash ‘${args.name}’`,
        'Check `includes`, or give `allowEmpty: true`.',
      );
    await keepStash(site.cwd, files, stashFolder(site.build.folder, args.name), site.signal);
    said(call, `Stashed ${files.length} file(s)`);
    return null;
  },
});
