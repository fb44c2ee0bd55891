import type { AppConfig } from './config/schema.ts';
import { fail } from './errors.ts';
import type { HostState, KeptRelease } from './host/state.ts';
import { slots } from './host/slot.ts';
import { leftovers } from './leftovers.ts';
import type { Release } from './release.ts';
import { nothing, type Plan, type Step } from './step.ts';

export class NoSlot extends Error {}

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
  // A release that serves and lacks a container would share the traffic with itself.
  const shares = [undefined, desired.id].includes(current.serving) ? [] : (options.canary ?? []);
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

function freeSlot(releases: readonly KeptRelease[]): number {
  const taken = new Set(releases.map(({ slot }) => slot));
  const free = slots.find((slot) => !taken.has(slot));
  if (free === undefined) throw new NoSlot();
  return free;
}
