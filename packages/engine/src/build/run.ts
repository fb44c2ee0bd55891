import { rmSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Pipeline } from '@pipeline-lab/jenkinsfile';
import { PlabError } from '@pipeline-lab/groovy/errors';
import { Interruption, wrongCalls } from '../errors.ts';
import type { Recorder } from '../events/recorder.ts';
import { type Result, worse } from '../events/result.ts';
import { discardBuilds } from '../history/discard.ts';
import { mayBeDeaf, startWatchdog } from '../process/watchdog.ts';
import { clearStashes, inheritStashes } from '../history/stashes.ts';
import { resultOf } from '../stages/in-stage.ts';
import type { Build, Site } from './build.ts';
import { createBuild } from './create.ts';
import { started } from './started.ts';
import { timeoutGrace } from './timeout.ts';
import { secretVariables } from './variables.ts';
import { finished } from './finished.ts';
import { isPassword } from './parameters.ts';
import { interruptionOr } from './interrupts.ts';
import { outermostSite, outsideOfNodes } from './outermost.ts';
import { readPipeline } from './read.ts';
import type { BuildRequest } from './request.ts';
import { runPipeline } from './run-pipeline.ts';
import { type Read, readSource } from './source.ts';

export interface BuildPlace {
  readonly number: number;
  /** Where the journal and the artifacts of the build are. */
  readonly folder: string;
}

/**
 * Runs a build to its end and gives its result; never rejects for what a Jenkinsfile does. `stop` stands for the wish
 * of somebody to stop it: the first abort interrupts what runs, and `post` blocks still run; `force` ends it all.
 * `read` is what has been read of the repository already.
 */
export async function runBuild(
  request: BuildRequest,
  place: BuildPlace,
  recorder: Recorder,
  stop: Stop,
  read?: Read,
): Promise<Result> {
  const begun: Begun = { startedAt: new Date(), announced: false, pipeline: undefined, build: undefined };
  let outcome: Outcome;
  try {
    const { commit, source, remote } = read ?? (await readSource(request, stop.signal));
    const pipeline = readPipeline(request, source);
    begun.pipeline = pipeline;
    announce({ request, place, recorder }, commit, pipeline);
    begun.announced = true;
    if (mayBeDeaf(source)) startWatchdog(deadlineOf(request));
    const over = new AbortController();
    const force = AbortSignal.any([stop.force, over.signal]);
    const { startedAt } = begun;
    begun.build = await createBuild({ request, place, pipeline, commit, startedAt, recorder, force, remote });
    outcome = await runToItsEnd(outermostSite(begun.build, request, stop, over));
  } catch (error) {
    if (!begun.announced) recorder.emit(started(request, place, request.commit, undefined));
    outcome = { result: withoutRun(error, stop.signal), error };
  }
  begun.build?.pipes[Symbol.dispose]();
  rmSync(outsideOfNodes(place), { recursive: true, force: true });
  recorder.emit(finished({ ...place, ...begun, ...outcome }, (text) => recorder.masker.mask(text)));
  return outcome.result;
}

interface Stop {
  readonly signal: AbortSignal;
  readonly force: AbortSignal;
}

/** How far a build has come. */
interface Begun {
  readonly startedAt: Date;
  /** Its first event has been told. */
  announced: boolean;
  pipeline: Pipeline | undefined;
  build: Build | undefined;
}

interface Outcome {
  readonly result: Result;
  readonly error?: unknown;
  readonly caught?: true;
}

interface Told {
  readonly request: BuildRequest;
  readonly place: BuildPlace;
  readonly recorder: Recorder;
}

/** Tells that the build begins, once its passwords cannot be told any more. */
function announce({ request, place, recorder }: Told, commit: string, pipeline: Pipeline): void {
  recorder.masker.add(givenPasswords(request, pipeline));
  recorder.emit(started(request, place, commit, pipeline));
  hideSecrets(request, recorder);
}

async function runToItsEnd(site: Site): Promise<Outcome> {
  const { build } = site;
  await inheritStashes(build);
  const failure = await runPipeline(site);
  await tidyUp(site);
  const own = build.state.result ?? 'SUCCESS';
  if (failure === undefined) return { result: own, error: build.state.error, caught: true };
  // A script that calculates hears of no signal: what came meanwhile comes in the middle of the next turn.
  for (let turn = 0; turn < 2; turn += 1) await setImmediate();
  const error = interruptionOr(site, failure.error);
  return { result: worse(own, resultOf(error)), error };
}

/** What a build leaves for others, or takes away from them; a failure is told and changes nothing. */
async function tidyUp(site: Site): Promise<void> {
  const { build } = site;
  const notice = (what: string) => (error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    build.emit({ type: 'notice', text: `${what}: ${why}` });
  };
  if (build.state.milestone !== undefined) {
    const { leaveMilestones } = await import('../history/milestones.ts');
    await leaveMilestones(build).catch(notice('milestone'));
  }
  await clearStashes(site).catch(notice('stashes'));
  await discardBuilds(site).catch(notice('buildDiscarder'));
}

/** When a build has had its time, and the time that its `post` blocks have after it. */
function deadlineOf({ timeoutMs }: BuildRequest): number | undefined {
  return timeoutMs === undefined ? undefined : Date.now() + timeoutMs + timeoutGrace;
}

/** Secrets that were handed to the build; what is too short to be hidden is told. */
function hideSecrets(request: BuildRequest, { masker, emit }: Recorder): void {
  for (const [name, value] of [...secretVariables(request), ...Object.entries(request.secrets ?? {})]) {
    if (value === '') continue;
    if (masker.add([value]).length === 0) continue;
    emit({ type: 'notice', text: `the secret ${name} is too short to be hidden in the log` });
  }
}

function givenPasswords({ params = {} }: BuildRequest, { parameters }: Pipeline): string[] {
  return parameters.filter(({ type }) => isPassword(type)).map(({ name }) => params[name] ?? '');
}

/** The result of a build that did not come to its pipeline. A call that was wrong says nothing about the job. */
function withoutRun(error: unknown, { aborted }: AbortSignal): Result {
  if (aborted || error instanceof Interruption) return 'ABORTED';
  return error instanceof PlabError && wrongCalls.has(error.code) ? 'NOT_BUILT' : 'FAILURE';
}
