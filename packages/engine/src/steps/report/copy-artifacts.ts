import { basename, join, resolve } from 'node:path';
import { textOf } from '@pipeline-lab/groovy';
import { StepFailure } from '../../errors.ts';
import { completedBefore } from '../../history/past.ts';
import { jobFolderName } from '../../jobs/job.ts';
import { antFiles } from '../../workspace/ant-files.ts';
import { said } from '../tell.ts';
import { defineStep, type Step, type StepCall } from '../step.ts';
import { copyWhole } from '../../workspace/copy-whole.ts';

/** Copies artifacts of a build on this machine: `selector: specific('7')`, `lastSuccessful()`, `lastCompleted()`. */
export const copyArtifacts: Step = defineStep('copyArtifacts', {
  needs: 'node',
  async run(call) {
    const { site, args } = call;
    const project = args.projectName;
    const number = chosenBuild(call, project);
    if (number === undefined)
      return missing(call, `Unable to find a build for artifact copy from: ${project}`);
    const folder = join(jobFolder(call, project), number, 'artifacts');
    const files = await antFiles(folder, (args.filter ?? '') || '**', {
      excludes: args.excludes ?? '',
      signal: site.signal,
    });
    if (files.length === 0)
      return missing(call, `Failed to copy artifacts from ${project} with filter: ${args.filter ?? '**'}`);
    const target = resolve(site.cwd, args.target ?? '.');
    for (const file of files)
      await copyWhole(join(folder, file), join(target, args.flatten ? basename(file) : file), site);
    said(call, `Copied ${files.length} artifacts from "${project}" build number ${number}`);
    return null;
  },
});

function jobFolder({ site: { build } }: StepCall<'copyArtifacts'>, project: string): string {
  return project === build.job ? build.jobFolder : join(build.stateDir, 'builds', jobFolderName(project));
}

function chosenBuild(call: StepCall<'copyArtifacts'>, project: string): string | undefined {
  const { build } = call.site;
  const selector = call.args.selector;
  const kind = selector instanceof Map ? textOf(selector.get('$class') ?? '') : 'lastSuccessful';
  if (/^specific/i.test(kind) && selector instanceof Map) {
    const number = textOf(selector.get('buildNumber') ?? selector.get('value') ?? '').trim();
    return /^\d+$/.test(number) ? number : undefined;
  }
  const before = project === build.job ? build.number : Number.MAX_SAFE_INTEGER;
  const good = /^lastCompleted/i.test(kind)
    ? undefined
    : ({ result }: { readonly result?: string }): boolean => result === 'SUCCESS' || result === 'UNSTABLE';
  const found = completedBefore(jobFolder(call, project), before, good);
  return found === undefined ? undefined : String(found.number);
}

function missing(call: StepCall<'copyArtifacts'>, problem: string): null {
  if (!call.args.optional)
    throw new StepFailure(problem, '`plab builds` shows the builds there are; or give `optional: true`.');
  said(call, problem);
  return null;
}
