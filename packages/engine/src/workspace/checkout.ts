import type { Site } from '../build/build.ts';
import { completedBefore } from '../history/past.ts';
import { say } from '../build/site.ts';
import { StepFailure } from '../errors.ts';
import { prepareWorkspace } from './prepare.ts';

/** Where a build's commit is. */
export interface Source {
  readonly repository: string;
  /** The full id. */
  readonly commit: string;
  readonly branch?: string;
  readonly dirty: boolean;
  /** Where others have the repository. */
  readonly url: () => string;
}

/**
 * Puts the commit of the build into a folder, as `checkout scm` does, and gives the variables that Jenkins' git plugin
 * sets. The first time in a workspace it also removes what earlier builds left; later, files of this build stay.
 */
export async function checkoutSource(site: Site): Promise<Record<string, string>> {
  const { build, cwd, signal } = site;
  const { source } = build;
  if (source === undefined)
    throw new StepFailure('‘checkout scm’ is only available when using “Pipeline script from SCM”');
  const first = !build.checkedOut.has(cwd);
  build.checkedOut.add(cwd);
  const url = source.url();
  await prepareWorkspace({ ...source, origin: url, folder: cwd, clean: first }, signal);
  say(
    site,
    `Checking out Revision ${source.commit}${source.branch === undefined ? '' : ` (${source.branch})`}`,
  );
  const before = completedBefore(build.jobFolder, build.number);
  const good =
    before?.result === 'SUCCESS'
      ? before
      : completedBefore(build.jobFolder, build.number, ({ result }) => result === 'SUCCESS');
  return {
    GIT_COMMIT: source.commit,
    ...(source.branch === undefined ? {} : { GIT_BRANCH: source.branch, GIT_LOCAL_BRANCH: source.branch }),
    ...(before === undefined ? {} : { GIT_PREVIOUS_COMMIT: before.commit }),
    ...(good === undefined ? {} : { GIT_PREVIOUS_SUCCESSFUL_COMMIT: good.commit }),
    GIT_URL: url,
  };
}
