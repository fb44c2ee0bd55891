import type { AppConfig, Host, HostLook, JournalEntry } from '@pipeline-lab/deploy';
import { type BuildsRequest, followBuilds } from './builds/follow.ts';
import { deploymentsView } from './deployments/deployments.ts';
import { followHosts } from './deployments/follow.ts';
import { figures } from './figures/points.ts';
import { readingOf } from './figures/reading.ts';
import { apply, type Change } from './change.ts';
import type { Place, View } from './view.ts';

export interface CollectRequest extends BuildsRequest {
  readonly project: string;
  /** Absent where there is no deploy.yml. */
  readonly destination?: {
    readonly name: string;
    readonly app: AppConfig;
    readonly hosts: readonly Host[];
    readonly url?: string;
  };
}

/** The view as it is now, and everything that changes it. */
export interface Collected {
  readonly view: () => View;
  /** Gets each change from now on; gives what ends that. */
  readonly subscribe: (onChange: (change: Change) => void) => () => void;
  /** Rejects when builds can no longer be followed; resolves after the signal's abort. */
  readonly done: Promise<void>;
}

/** Follows the hosts of a destination and the builds of a job until the signal aborts. */
export function collect(request: CollectRequest, signal: AbortSignal): Collected {
  const listeners = new Set<(change: Change) => void>();
  let view = emptyView(request);
  const tell = (change: Change): void => {
    view = apply(view, change);
    for (const listener of listeners) listener(change);
  };
  const builds = followBuilds(
    request,
    {
      builds: (value) => tell({ type: 'builds', value }),
      build: (value) => tell({ type: 'build', value }),
    },
    signal,
  );
  const done = Promise.all([builds, followDestination(request, tell, signal)]).then(() => undefined);
  // Whoever awaits it is told; until then nobody need be.
  done.catch(() => undefined);
  const subscribe = (listener: (change: Change) => void): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return { view: () => view, subscribe, done };
}

function emptyView(request: CollectRequest): View {
  return { place: placeOf(request), hosts: [], points: [], deployments: undefined, builds: undefined };
}

function placeOf({ project, job, destination }: CollectRequest): Place {
  if (destination === undefined) return { project, job, uncounted: [] };
  const { name, app, url } = destination;
  return {
    project,
    job,
    destination: name,
    ...(url === undefined ? {} : { url }),
    uncounted: [...new Set(['/metrics', app.health.path])],
  };
}

async function followDestination(
  request: CollectRequest,
  tell: (change: Change) => void,
  signal: AbortSignal,
): Promise<void> {
  const { destination } = request;
  if (destination === undefined) return;
  const tellPoint = pointTeller(request, tell);
  const tellDeployments = deploymentsTeller(request, tell, signal);
  const report = {
    hosts: (value: View['hosts']) => tell({ type: 'hosts', value }),
    look(seen: HostLook) {
      tellPoint(seen);
      tellDeployments(seen);
    },
  };
  await followHosts(destination.app, destination.hosts, report, signal);
}

/** Points come no more often than this (ms), however many hosts there are. */
const pace = 1500;

function pointTeller(request: CollectRequest, tell: (change: Change) => void): (look: HostLook) => void {
  const { uncounted } = placeOf(request);
  const counted = figures();
  let told = 0;
  return ({ host, at, serving, metrics }) => {
    for (const [replica, text] of metrics)
      counted.add(`${host} ${replica}`, readingOf(text, { at, release: serving?.id ?? '', uncounted }));
    const value = at - told < pace ? undefined : counted.point(at);
    if (value === undefined) return;
    told = at;
    tell({ type: 'point', value });
  };
}

/** Tells them when the journal of a host has changed. */
function deploymentsTeller(
  { subjectOf }: CollectRequest,
  tell: (change: Change) => void,
  signal: AbortSignal,
): (look: HostLook) => void {
  const journals = new Map<string, readonly JournalEntry[]>();
  let reading = Promise.resolve();
  return ({ host, at, entries }) => {
    if (journals.get(host) === entries) return;
    journals.set(host, entries);
    reading = reading.then(async () => {
      const value = await deploymentsView(journals, subjectOf, at);
      if (!signal.aborted) tell({ type: 'deployments', value });
    });
  };
}
