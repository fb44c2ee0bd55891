import { dirname } from 'node:path';
import { runWrapper } from '../../build/run-wrapper.ts';
import { noSuchRun } from '../../errors.ts';
import type { RunningBuild } from '../../events/follow.ts';
import { findBuild } from '../../history/job.ts';
import { pastBuild } from '../../history/past.ts';
import { awaitDownstream, propagated } from '../../jobs/wait.ts';
import { said } from '../tell.ts';
import { defineStep, type Step, type StepCall } from '../step.ts';

/** `waitForBuild runId: 'job#3'`: waits for a build that another step started with `wait: false` or `waitForStart`. */
export const waitForBuild: Step = defineStep('waitForBuild', {
  async run(call) {
    const { site, args } = call;
    const build = await named(call, args.runId);
    const jobFolder = dirname(build.folder);
    const { result: ended } = pastBuild(jobFolder, build.number);
    const name = `${build.job} #${build.number}`;
    if (ended === undefined) said(call, `Waiting for ${name} to complete`);
    else said(call, `${name} already completed: ${ended}`);
    const aborts = args.propagateAbort === true;
    const result =
      ended ?? (await awaitDownstream(build, site.signal, { aborts, force: site.build.force })).result;
    site.signal.throwIfAborted();
    if (args.propagate === true) propagated(site, build, result);
    return runWrapper({ job: build.job, jobFolder }, build.number);
  },
});

async function named({ site }: StepCall<'waitForBuild'>, id: string): Promise<RunningBuild> {
  const [, job, number] = /^([\w][\w.-]*)#(\d+)$/.exec(id) ?? [];
  if (job === undefined) throw noSuchRun(id);
  return await findBuild(site.build.stateDir, job, Number(number)).catch(() => {
    throw noSuchRun(id);
  });
}
