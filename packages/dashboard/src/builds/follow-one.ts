import { stat } from 'node:fs/promises';
import {
  type BuildEvent,
  changesIn,
  findBuild,
  follow,
  type RunningBuild,
  soFar,
} from '@pipeline-lab/engine/builds';
import type { BuildView } from '../view.ts';
import { buildFold } from './fold.ts';
import type { BuildsRequest } from './follow.ts';

/**
 * Tells one build as far as it is, and resolves; tells its changes to its end after that, until the signal aborts. One that
 * cannot be read, or has told nothing yet, is left out.
 */
export async function followOne(
  request: BuildsRequest,
  number: number,
  tell: (view: BuildView) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    const build = await begun(request, number, signal);
    const teller = tellerOf(request, number, tell);
    for await (const event of soFar(build)) await teller.add(event);
    if (signal.aborted) return;
    teller.tell();
    if (!teller.hasEnded()) void tellOn(build, teller, signal).catch(() => undefined);
  } catch {
    // Its folder may be removed at any time.
  }
}

interface Teller {
  /** Takes each event once; true when it changed what is shown. */
  readonly add: (event: BuildEvent) => Promise<boolean>;
  readonly tell: () => void;
  readonly hasEnded: () => boolean;
}

function tellerOf({ subjectOf }: BuildsRequest, number: number, tell: (view: BuildView) => void): Teller {
  const fold = buildFold(number);
  let last = 0;
  let subject: string | undefined;
  return {
    async add(event) {
      if (event.seq <= last) return false;
      last = event.seq;
      if (event.type === 'build.started') subject = await subjectOf(event.commit);
      return fold.add(event);
    },
    tell() {
      if (last > 0) tell({ ...fold.view(), ...(subject === undefined ? {} : { subject }) });
    },
    hasEnded: () => fold.view().result !== undefined,
  };
}

/** What runs is told at most so often (ms). */
const pace = 250;

async function tellOn(build: RunningBuild, { add, tell }: Teller, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const now = (): void => {
    timer = undefined;
    tell();
  };
  try {
    for await (const event of follow(build, signal)) if (await add(event)) timer ??= setTimeout(now, pace);
  } finally {
    clearTimeout(timer);
    if (!signal.aborted) tell();
  }
}

/** A build that has told something, or whose folder has been left alone so long that it will not. */
async function begun(
  { stateFolder, job }: BuildsRequest,
  number: number,
  signal: AbortSignal,
): Promise<RunningBuild> {
  let build = await findBuild(stateFolder, job, number);
  const limit = AbortSignal.any([signal, AbortSignal.timeout(await graceOf(build.folder))]);
  try {
    using changes = changesIn(build.folder, limit);
    while (build.pid === undefined) {
      await changes.next();
      build = await findBuild(stateFolder, job, number);
    }
    for await (const _ of follow(build, limit)) break;
  } catch {
    // What there is is told.
  }
  return build;
}

/** So long (ms) after the last change in its folder a build may have no process, or no event. */
const grace = 5000;

async function graceOf(folder: string): Promise<number> {
  const quiet = Date.now() - (await stat(folder)).mtimeMs;
  return Math.min(grace, Math.max(0, Math.ceil(grace - quiet)));
}
