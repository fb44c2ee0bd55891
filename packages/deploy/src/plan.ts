import type { AppConfig } from './config/schema.ts';
import { fail } from './errors.ts';
import type { HostState, KeptRelease } from './host/state.ts';
import { slots } from './host/slot.ts';
import type { Release } from './release.ts';

/** One thing to do on a host; idempotent, so that a rollout that was cut short can be run again. */
export type Step =
  | { readonly kind: 'proxy' }
  | { readonly kind: 'certificate' }
  | { readonly kind: 'ship' }
  | { readonly kind: 'create'; readonly slot: number; readonly replicas: number }
  | { readonly kind: 'command' }
  | { readonly kind: 'start'; readonly slot: number }
  | { readonly kind: 'health'; readonly slot: number }
  /** Starts what works beside the release. */
  | { readonly kind: 'workers' }
  | { readonly kind: 'canary'; readonly slot: number }
  | { readonly kind: 'share'; readonly slot: number; readonly percent: number }
  | { readonly kind: 'compare'; readonly slot: number; readonly percent: number }
  | { readonly kind: 'switch'; readonly slot: number }
  | { readonly kind: 'watch'; readonly slot: number }
  | { readonly kind: 'confirm'; readonly slot: number }
  /** Stops what works beside a release that goes on running. */
  | { readonly kind: 'dismiss'; readonly release: string }
  | { readonly kind: 'retire'; readonly release: string }
  | { readonly kind: 'remove'; readonly release: string }
  | { readonly kind: 'forget' }
  /** Of a swarm: its service gets the release; a container of it; a healthy answer through the host's proxy. */
  | { readonly kind: 'update' }
  | { readonly kind: 'task' }
  | { readonly kind: 'answer' }
  /** The proxy's file names the nodes and the health path of the release alone. */
  | { readonly kind: 'settle' };

/** The steps of a rollout on one host, by phase. Every host ends a phase before any begins the next one. */
export interface Plan {
  readonly proxy: readonly Step[];
  readonly prepare: readonly Step[];
  /** The release command, on one host. */
  readonly release: readonly Step[];
  readonly start: readonly Step[];
  /** One a share of the traffic; every host ends one before any begins the next. */
  readonly canary: readonly (readonly Step[])[];
  readonly switch: readonly Step[];
  readonly watch: readonly Step[];
  /** From its end on the release stays. */
  readonly confirm: readonly Step[];
  readonly finalize: readonly Step[];
}

export class NoSlot extends Error {}

export const nothing: Plan = {
  proxy: [],
  prepare: [],
  release: [],
  start: [],
  canary: [],
  switch: [],
  watch: [],
  confirm: [],
  finalize: [],
};

/** What a plan depends on beside the host and the release. */
export interface PlanOptions {
  /** Releases that stay for a roll-back, the new one included. */
  readonly keep: number;
  /** Percents of the traffic that the release gets first, one after the other. */
  readonly canary?: readonly number[];
  /** Its certificate comes from an authority. */
  readonly authority?: boolean;
  /** The release command runs here. */
  readonly command?: boolean;
  /** The release that served until now goes on running. */
  readonly warm?: boolean;
  /** Other containers work beside those that serve. */
  readonly workers?: boolean;
  /** Containers that serve; default: one. */
  readonly replicas?: number;
}

/** What leads from a host's state to the desired release. Pure. Throws NoSlot when no address is free. */
export function plan(current: HostState, desired: Pick<Release, 'id'>, options: PlanOptions): Plan {
  const proxy: readonly Step[] = [{ kind: 'proxy' }];
  const certificate: readonly Step[] = options.authority === true ? [{ kind: 'certificate' }] : [];
  const present = current.releases.find(({ id }) => id === desired.id);
  if (current.serving === desired.id && present?.running === true && present.whole) {
    const idle = present.workers.some(({ running }) => !running);
    const start: readonly Step[] = idle ? [{ kind: 'workers' }] : [];
    return {
      ...nothing,
      proxy,
      prepare: certificate,
      start,
      finalize: leftovers(current, desired.id, options),
    };
  }
  const slot = present?.slot ?? freeSlot(current.releases);
  const shares = current.serving === undefined ? [] : (options.canary ?? []);
  const stages = shares.map((percent, index) => stage(percent, index, slot));
  const whole = present?.whole === true;
  const works = whole ? present.workers.length > 0 : options.workers === true;
  const create = { kind: 'create', slot, replicas: options.replicas ?? 1 } as const;
  const forget: readonly Step[] = stages.length === 0 ? [] : [{ kind: 'forget' }];
  return {
    proxy,
    prepare: [...certificate, ...(whole ? [] : ([{ kind: 'ship' }, create] as const))],
    release: options.command === true ? [{ kind: 'command' }] : [],
    start: [
      { kind: 'start', slot },
      { kind: 'health', slot },
      ...(works ? ([{ kind: 'workers' }] as const) : []),
    ],
    canary: stages,
    switch: [{ kind: 'switch', slot }],
    watch: [{ kind: 'watch', slot }],
    confirm: [{ kind: 'confirm', slot }],
    finalize: [...leftovers(current, desired.id, options), ...forget],
  };
}

/** As {@link plan}, for a host that messages name; `first` is the one that the release command runs on. Errors: PLAB_NO_SLOT. */
export function planFor(
  host: string,
  current: HostState,
  desired: Pick<Release, 'id'>,
  app: Pick<AppConfig, 'keep' | 'canary' | 'proxy' | 'release' | 'warm' | 'roles' | 'replicas'>,
  first: boolean,
): Plan {
  const { keep, canary, proxy, release, warm, roles, replicas } = app;
  const authority = proxy.tls?.acme !== undefined;
  const command = first && release !== undefined;
  const workers = Object.keys(roles).length > 0;
  const { releases } = keep;
  try {
    return plan(current, desired, {
      keep: releases,
      canary: canary.steps,
      authority,
      command,
      warm,
      workers,
      replicas,
    });
  } catch (error) {
    if (error instanceof NoSlot) throw fail('PLAB_NO_SLOT', host);
    throw error;
  }
}

function stage(percent: number, index: number, slot: number): Step[] {
  const begin: readonly Step[] = index === 0 ? [{ kind: 'canary', slot }] : [];
  return [...begin, { kind: 'share', slot, percent }, { kind: 'compare', slot, percent }];
}

/** Retires what runs beside the desired release and removes what is beyond `keep`, oldest first. */
function leftovers(current: HostState, desired: string, { keep, warm }: PlanOptions): Step[] {
  const others = current.releases
    .filter(({ id }) => id !== desired)
    .toSorted((a, b) => b.created - a.created);
  const kept = new Set(keptBeside(others, current.serving, keep - 1).map(({ id }) => id));
  const retired = new Set([...others.filter(runsAny).map(({ id }) => id), ...current.idleServers]);
  retired.delete(desired);
  const resting = warm === true ? others.filter(({ id }) => id === lastToServe(others, current.serving)) : [];
  for (const { id } of resting) retired.delete(id);
  return [
    ...resting
      .filter(({ workers }) => workers.some(({ running }) => running))
      .map(({ id }) => ({ kind: 'dismiss', release: id }) as const),
    ...[...retired].map((release) => ({ kind: 'retire', release }) as const),
    ...others.filter(({ id }) => !kept.has(id)).map(({ id }) => ({ kind: 'remove', release: id }) as const),
  ];
}

/** The release that served until now; when the desired one did already, what still runs beside it. */
function lastToServe(others: readonly KeptRelease[], serving: string | undefined): string {
  const served = others.find(({ id }) => id === serving) ?? others.find(runsAny);
  return served?.id ?? '';
}

function runsAny({ replicas }: KeptRelease): boolean {
  return replicas.some(({ running }) => running);
}

/** The release that served until now is always the first to keep: it is what a roll-back goes to. */
function keptBeside(
  others: readonly KeptRelease[],
  serving: string | undefined,
  count: number,
): KeptRelease[] {
  const served = others.filter(({ id }) => id === serving);
  return [...served, ...others.filter(({ id }) => id !== serving)].slice(0, Math.max(count, 0));
}

function freeSlot(releases: readonly KeptRelease[]): number {
  const taken = new Set(releases.map(({ slot }) => slot));
  const free = slots.find((slot) => !taken.has(slot));
  if (free === undefined) throw new NoSlot();
  return free;
}
