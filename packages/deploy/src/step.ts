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
