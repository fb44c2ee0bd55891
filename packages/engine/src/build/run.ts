import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Pipeline } from '@pipeline-lab/jenkinsfile';
import { PlabError } from '@pipeline-lab/groovy/errors';
import { Interruption, wrongCalls } from '../errors.ts';
import type { BuildError } from '../events/event.ts';
import type { Recorder } from '../events/recorder.ts';
import { type Result, worse } from '../events/result.ts';
import { discardBuilds } from '../history/discard.ts';
import { mayBeDeaf, startWatchdog } from '../process/watchdog.ts';
import { clearStashes, inheritStashes } from '../history/stashes.ts';
import { resultOf } from '../stages/in-stage.ts';
import type { Build, Site } from './build.ts';
import { createBuild } from './create.ts';
import { started } from './started.ts';
import { timeSpan } from './time-span.ts';
import { timeoutGrace } from './timeout.ts';
import { startTimer } from './timer.ts';
import { secretVariables } from './variables.ts';
import { explain } from './explain.ts';
import { isPassword } from './parameters.ts';
import { interrupt, interruptionOr, newLine, newScope, terminate } from './interrupts.ts';
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
  stop: { readonly signal: AbortSignal; readonly force: AbortSignal },
  read?: Read,
): Promise<Result> {
  const startedAt = new Date();
  let pipeline: Pipeline | undefined;
  let build: Build | undefined;
  const finish = (result: Result, error?: unknown, caught?: true): Result => {
    const ms = Date.now() - startedAt.getTime();
    const why =
      error === undefined || result === 'SUCCESS'
        ? {}
        : { error: { ...shortened(explain(error, build?.pipeline ?? pipeline)), ...(caught && { caught }) } };
    build?.pipes[Symbol.dispose]();
    rmSync(outsideOfNodes(place), { recursive: true, force: true });
    recorder.emit({
      type: 'build.finished',
      result,
      ms,
      ...namesOf(build, place.number, short),
      ...keptVariables(build),
      ...why,
    });
    return result;
  };
  const short = (text: string): string => recorder.masker.mask(text).slice(0, longestText);
  const shortened = ({ code, message, hint }: BuildError): BuildError => ({
    code,
    message: short(message),
    hint: short(hint),
  });
  let announced = false;
  try {
    const { commit, source, remote } = read ?? (await readSource(request, stop.signal));
    pipeline = readPipeline(request, source);
    recorder.masker.add(givenPasswords(request, pipeline));
    recorder.emit(started(request, place, commit, pipeline));
    announced = true;
    if (mayBeDeaf(source)) startWatchdog(deadlineOf(request));
    hideSecrets(request, recorder);
    const over = new AbortController();
    const force = AbortSignal.any([stop.force, over.signal]);
    build = await createBuild({ request, place, pipeline, commit, startedAt, recorder, force, remote });
    const site = siteOf(build, request, stop, over);
    await inheritStashes(build);
    const failure = await runPipeline(site);
    const notice = (what: string) => (error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      recorder.emit({ type: 'notice', text: `${what}: ${why}` });
    };
    if (build.state.milestone !== undefined) {
      const { leaveMilestones } = await import('../history/milestones.ts');
      await leaveMilestones(build).catch(notice('milestone'));
    }
    await clearStashes(site).catch(notice('stashes'));
    await discardBuilds(site).catch(notice('buildDiscarder'));
    const own = build.state.result ?? 'SUCCESS';
    if (failure === undefined) return finish(own, build.state.error, true);
    // A script that calculates hears of no signal: what came meanwhile comes in the middle of the next turn.
    for (let turn = 0; turn < 2; turn += 1) await setImmediate();
    const error = interruptionOr(site, failure.error);
    return finish(worse(own, resultOf(error)), error);
  } catch (error) {
    if (!announced) recorder.emit(started(request, place, request.commit, undefined));
    return finish(withoutRun(error, stop.signal), error);
  }
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

/** The site of a build outside of all stages and agents. */
function siteOf(
  build: Build,
  request: BuildRequest,
  { signal, force }: { readonly signal: AbortSignal; readonly force: AbortSignal },
  end: AbortController,
): Site {
  const line = newLine();
  const scope = newScope(line);
  const onStop = (): void => interrupt(scope, reasonOf(signal));
  if (signal.aborted) onStop();
  signal.addEventListener('abort', onStop);
  force.addEventListener('abort', () => terminate(scope, reasonOf(force)));
  const { timeoutMs } = request;
  if (timeoutMs !== undefined) {
    const over = new Interruption('timeout', `the build took longer than ${timeSpan(timeoutMs)}`, {
      hint: 'Give `--timeout` more time, or find out in the log what the steps were waiting for.',
    });
    startTimer(timeoutMs, () => {
      interrupt(scope, over);
      startTimer(timeoutGrace, () => {
        terminate(scope, over);
        end.abort(over);
      });
    });
  }
  return {
    build,
    env: {},
    cwd: outsideOfNodes(build),
    signal,
    line,
    scopes: [scope],
  };
}

/** Where the few steps work that need no node and yet start a program: made for it, gone with the build. */
function outsideOfNodes({ folder }: Pick<BuildPlace, 'folder'>): string {
  return join(folder, 'outside');
}

/** The result of a build that did not come to its pipeline. A call that was wrong says nothing about the job. */
function withoutRun(error: unknown, { aborted }: AbortSignal): Result {
  if (aborted || error instanceof Interruption) return 'ABORTED';
  return error instanceof PlabError && wrongCalls.has(error.code) ? 'NOT_BUILT' : 'FAILURE';
}

function reasonOf({ reason }: AbortSignal): Interruption {
  return reason instanceof Interruption ? reason : new Interruption('abort', 'the build was aborted');
}

function namesOf(
  build: Build | undefined,
  number: number,
  short: (text: string) => string,
): { readonly displayName?: string; readonly description?: string } {
  const { displayName, description } = build?.state ?? { displayName: `#${number}`, description: '' };
  return {
    ...(displayName === `#${number}` ? {} : { displayName: short(displayName) }),
    ...(description === '' ? {} : { description: short(description) }),
  };
}

/** So much (characters) of a text and of all variables is kept: the last event of a journal is read as a whole. */
const longestText = 16_384;
const keptCharacters = 65_536;

function keptVariables(build: Build | undefined): { readonly variables?: Readonly<Record<string, string>> } {
  let left = keptCharacters;
  const parameters = build?.pipeline.parameters ?? [];
  const passwords = new Set(parameters.filter(({ type }) => isPassword(type)).map(({ name }) => name));
  const kept = [...(build?.assigned ?? [])].filter(([name, value]) => {
    if (passwords.has(name)) return false;
    const fits = name.length + value.length <= left;
    if (fits) left -= name.length + value.length;
    return fits;
  });
  return kept.length === 0 ? {} : { variables: Object.fromEntries(kept) };
}
