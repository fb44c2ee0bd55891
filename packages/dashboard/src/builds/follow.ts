import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { changesIn, findBuild, follow, listBuilds } from '@pipeline-lab/engine/builds';
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
  /** All that are shown, newest first; `complete` once the past has been read. */
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
    const numbers = (await listBuilds(request.stateFolder, request.job)).slice(0, shown);
    const wanted = numbers.map(({ number }) => number);
    const fresh = numbers.filter(({ number }) => known?.includes(number) !== true);
    const tell = (view: BuildView): void => {
      views.set(view.number, view);
      report.build(view);
    };
    // Those that have ended are over in no time; the last one may be a long one.
    for (const { number, running } of fresh) {
      const followed = followOne(
        request,
        number,
        running ? tell : (view) => void views.set(number, view),
        signal,
      );
      if (running) void followed.catch(() => undefined);
      else await followed.catch(() => undefined);
    }
    if (wanted.join() !== known?.join()) report.builds(wanted.flatMap((number) => views.get(number) ?? []));
    known = wanted;
    await changes.next().catch(() => undefined);
  }
}

/** Tells one build to its end. */
async function followOne(
  { stateFolder, job, subjectOf }: BuildsRequest,
  number: number,
  tell: (view: BuildView) => void,
  signal: AbortSignal,
): Promise<void> {
  const fold = buildFold(number);
  const build = await findBuild(stateFolder, job, number);
  let subject: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  const now = (): void => {
    timer = undefined;
    tell({ ...fold.view(), ...(subject === undefined ? {} : { subject }) });
  };
  try {
    for await (const event of follow(build, signal)) {
      if (event.type === 'build.started') subject = await subjectOf(event.commit);
      if (fold.add(event)) timer ??= setTimeout(now, pace);
    }
  } finally {
    clearTimeout(timer);
    if (!signal.aborted) now();
  }
}
