import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { changesIn, findBuild, follow, listBuilds, type RunningBuild } from '@pipeline-lab/engine/builds';
import type { BuildView } from '../view.ts';
import { buildFold } from './fold.ts';

/** So many builds are shown. */
const shown = 12;

/** What runs is told at most so often (ms). */
const pace = 250;

export interface BuildsRequest {
  readonly stateFolder: string;
  readonly job: string;
  /** The first line of a commit's message; undefined when it is not known. */
  readonly subjectOf: (revision: string) => Promise<string | undefined>;
}

export interface BuildsReport {
  /** All that are shown, newest first. */
  readonly builds: (views: readonly BuildView[]) => void;
  readonly build: (view: BuildView) => void;
}

/** Tells the last builds of a job, and each change of them and new ones as their journals grow, until the signal aborts. */
export async function followBuilds(
  request: BuildsRequest,
  report: BuildsReport,
  signal: AbortSignal,
): Promise<void> {
  const folder = join(request.stateFolder, 'builds', request.job);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  using changes = changesIn(folder, signal);
  const views = new Map<number, BuildView>();
  let known: readonly number[] | undefined;
  while (!signal.aborted) {
    const builds = (await listBuilds(request.stateFolder, request.job)).slice(0, shown);
    const wanted = builds.map(({ number }) => number);
    const tell = (view: BuildView): void => {
      views.set(view.number, view);
      report.build(view);
    };
    for (const { number, result } of builds) {
      if (known?.includes(number) === true) continue;
      // One that has ended is read in no time; one that may run is waited for by nobody.
      if (result === undefined) void followOne(request, number, tell, signal).catch(() => undefined);
      else
        await followOne(request, number, (view) => void views.set(number, view), signal).catch(
          () => undefined,
        );
    }
    if (wanted.join() !== known?.join()) report.builds(wanted.flatMap((number) => views.get(number) ?? []));
    known = wanted;
    await changes.next().catch(() => undefined);
  }
}

/** Tells one build to its end. */
async function followOne(
  request: BuildsRequest,
  number: number,
  tell: (view: BuildView) => void,
  signal: AbortSignal,
): Promise<void> {
  const fold = buildFold(number);
  const build = await begun(request, number, signal);
  let subject: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  const now = (): void => {
    timer = undefined;
    tell({ ...fold.view(), ...(subject === undefined ? {} : { subject }) });
  };
  try {
    for await (const event of follow(build, signal)) {
      if (event.type === 'build.started') subject = await request.subjectOf(event.commit);
      if (fold.add(event)) timer ??= setTimeout(now, pace);
    }
  } finally {
    clearTimeout(timer);
    if (!signal.aborted) now();
  }
}

/** So long (ms) after its folder was made the process of a build may be unknown. */
const grace = 5000;

/** A build whose process is noted, or will not be. */
async function begun(
  { stateFolder, job }: BuildsRequest,
  number: number,
  signal: AbortSignal,
): Promise<RunningBuild> {
  const first = await findBuild(stateFolder, job, number);
  if (first.pid !== undefined) return first;
  using changes = changesIn(first.folder, AbortSignal.any([signal, AbortSignal.timeout(grace)]));
  for (;;) {
    const build = await findBuild(stateFolder, job, number);
    if (build.pid !== undefined) return build;
    try {
      await changes.next();
    } catch {
      return build;
    }
  }
}
