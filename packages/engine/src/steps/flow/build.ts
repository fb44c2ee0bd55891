import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { HostObject, Value } from '@pipeline-lab/groovy';
import { stageOf } from '../../build/build.ts';
import { runWrapper } from '../../build/run-wrapper.ts';
import type { RunningBuild } from '../../events/follow.ts';
import { parametersGiven } from '../../jobs/parameters.ts';
import { awaitDownstream, propagated } from '../../jobs/wait.ts';
import { startBuild } from '../../process/start.ts';
import { said } from '../tell.ts';
import type { Step, StepCall } from '../step.ts';

/** Starts a build of another job, which is a process of its own, and waits for it unless told otherwise. */
export const build: Step = {
  name: 'build',
  main: 'job',
  async run(call) {
    const { site, parameters } = call;
    const given = parametersGiven(parameters.value('parameters'));
    site.build.recorder.masker.add(given.secrets);
    const request = await site.build.jobs.request(parameters.text('job'), given);
    said(call, `Scheduling project: ${request.job}`);
    await quietPeriod(call);
    const child = await startBuild(request);
    const { job, number } = child;
    site.build.emit({ type: 'downstream.started', step: call.id, ...stageOf(site), job, number });
    said(call, `Starting building: ${job} #${number}`, `Its journal: file://${child.folder}/`);
    const waits = parameters.flag('wait', true);
    if (parameters.flag('waitForStart')) return wrapperOf(child);
    return waits ? await completed(call, child) : null;
  },
};

async function quietPeriod({ site, parameters }: StepCall): Promise<void> {
  const ms = parameters.number('quietPeriod', 0) * 1000;
  if (ms > 0) await pause(ms, undefined, { signal: site.signal }).catch(() => undefined);
  site.signal.throwIfAborted();
}

async function completed(call: StepCall, child: RunningBuild): Promise<Value> {
  const { site, parameters } = call;
  const result = await awaitDownstream(child, site.signal, { aborts: true });
  said(call, `Build ${child.job} #${child.number} completed: ${result}`);
  site.signal.throwIfAborted();
  if (parameters.flag('propagate', true)) propagated(site, child, result);
  return wrapperOf(child);
}

function wrapperOf({ job, folder, number }: RunningBuild): HostObject {
  return runWrapper({ job, jobFolder: dirname(folder) }, number);
}
