import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { HostObject, Value } from '@pipeline-lab/groovy';
import { stageOf } from '../../build/site.ts';
import { runWrapper } from '../../build/run-wrapper.ts';
import { folderUrl } from '../../history/folder-url.ts';
import type { RunningBuild } from '../../events/follow.ts';
import { parametersGiven } from '../../jobs/parameters.ts';
import { awaitDownstream, propagated } from '../../jobs/wait.ts';
import { startBuild } from '../../process/start.ts';
import { defineStep, type Step, type StepCall } from '../step.ts';
import { said } from '../tell.ts';

/** Starts a build of another job, which is a process of its own, and waits for it unless told otherwise. */
export const build: Step = defineStep('build', {
  async run(call) {
    const { site, args } = call;
    const given = parametersGiven(args.parameters ?? []);
    site.build.recorder.masker.add(given.secrets);
    const request = await site.build.jobs.request(args.job, given);
    said(call, `Scheduling project: ${request.job}`);
    await quietPeriod(call);
    const child = await startBuild(request);
    const { job, number } = child;
    site.build.emit({ type: 'downstream.started', step: call.id, ...stageOf(site), job, number });
    said(call, `Starting building: ${job} #${number}`, `Its journal: ${folderUrl(child.folder)}`);
    if (args.waitForStart === true) return wrapperOf(child);
    return args.wait === false ? null : await completed(call, child);
  },
});

async function quietPeriod({ site, args }: StepCall<'build'>): Promise<void> {
  const ms = (args.quietPeriod ?? 0) * 1000;
  if (ms > 0) await pause(ms, undefined, { signal: site.signal }).catch(() => undefined);
  site.signal.throwIfAborted();
}

async function completed(call: StepCall<'build'>, child: RunningBuild): Promise<Value> {
  const { site, args } = call;
  const { result, why } = await awaitDownstream(child, site.signal, {
    aborts: true,
    force: site.build.force,
  });
  said(call, `Build ${child.job} #${child.number} completed: ${result}`);
  if (why !== undefined) said(call, `Its error: ${why}`);
  site.signal.throwIfAborted();
  if (args.propagate !== false) propagated(site, child, result);
  return wrapperOf(child);
}

function wrapperOf({ job, folder, number }: RunningBuild): HostObject {
  return runWrapper({ job, jobFolder: dirname(folder) }, number);
}
