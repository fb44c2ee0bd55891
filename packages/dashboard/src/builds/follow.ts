import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { changesIn, listBuilds } from '@pipeline-lab/engine/builds';
import type { BuildView } from '../view.ts';
import { followOne } from './follow-one.ts';

/** So many builds are shown. */
const shown = 12;

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

/**
 * Tells the last builds of a job, and each change of them and new ones as their journals grow, until the signal aborts. The
 * first list has all of them, as far as they are then.
 */
export async function followBuilds(
  request: BuildsRequest,
  report: BuildsReport,
  signal: AbortSignal,
): Promise<void> {
  const folder = join(request.stateFolder, 'builds', request.job);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  using changes = changesIn(folder, signal);
  const views = new Map<number, BuildView>();
  const tell = (view: BuildView): void => {
    views.set(view.number, view);
    report.build(view);
  };
  let known: readonly number[] | undefined;
  while (!signal.aborted) {
    const wanted = await lastBuilds(request);
    const unknown = wanted.filter((number) => known?.includes(number) !== true);
    const begun = unknown.map(async (number) => await followOne(request, number, tell, signal));
    // Later on nobody waits for a build that is slow to begin: each is told by itself.
    if (known === undefined) await Promise.all(begun);
    if (wanted.join() !== known?.join()) report.builds(wanted.flatMap((number) => views.get(number) ?? []));
    known = wanted;
    await changes.next().catch(() => undefined);
  }
}

async function lastBuilds({ stateFolder, job }: BuildsRequest): Promise<number[]> {
  return (await listBuilds(stateFolder, job)).slice(0, shown).map(({ number }) => number);
}
