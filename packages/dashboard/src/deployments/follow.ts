import { setTimeout as sleep } from 'node:timers/promises';
import { type AppConfig, type Host, type HostLook, PlabError, watchHost } from '@pipeline-lab/deploy';
import type { HostView } from '../view.ts';

/** A host that is out of reach is tried again after so many milliseconds. */
const pause = 3000;

export interface HostsReport {
  readonly hosts: (views: readonly HostView[]) => void;
  readonly look: (look: HostLook) => void;
}

/** Tells what each host shows, and since when one is out of reach; goes on until the signal aborts. */
export async function followHosts(
  app: AppConfig,
  hosts: readonly Host[],
  report: HostsReport,
  signal: AbortSignal,
): Promise<void> {
  const views = new Map(hosts.map(({ name }) => [name, connecting(name)] as const));
  const update = (view: HostView): void => {
    const before = views.get(view.name);
    const since = before?.state === view.state ? before.since : view.since;
    const next = { ...view, since };
    views.set(view.name, next);
    if (JSON.stringify(before) !== JSON.stringify(next)) report.hosts([...views.values()]);
  };
  report.hosts([...views.values()]);
  await Promise.all(hosts.map(async (host) => await followHost(app, host, { ...report, update }, signal)));
}

function connecting(name: string): HostView {
  return { name, state: 'connecting', since: Date.now(), metrics: false };
}

async function followHost(
  app: AppConfig,
  host: Host,
  { look, update }: HostsReport & { readonly update: (view: HostView) => void },
  signal: AbortSignal,
): Promise<void> {
  const onLook = (seen: HostLook): void => {
    look(seen);
    update(reached(seen));
  };
  while (!signal.aborted) {
    try {
      await watchHost(app, host, onLook, signal);
    } catch (error) {
      if (signal.aborted) return;
      update(unreachable(host.name, error));
    }
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
}

function reached({ host, at, serving, metrics }: HostLook): HostView {
  return {
    name: host,
    state: 'reached',
    since: at,
    metrics: metrics.size > 0,
    ...(serving === undefined ? {} : { serving: { release: serving.id, label: serving.label } }),
  };
}

function unreachable(name: string, error: unknown): HostView {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof PlabError ? error.hint : '';
  return { name, state: 'unreachable', since: Date.now(), metrics: false, error: { message, hint } };
}
