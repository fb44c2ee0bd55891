import type { Registry, ShippableImage } from '@pipeline-lab/image';
import type { AppConfig } from '../config/schema.ts';
import type { Host } from '../host/host.ts';
import type { Shipped } from '../host/journal.ts';
import type { HostState } from '../host/state.ts';
import type { Plan } from '../plan.ts';
import type { Release } from '../release.ts';
import type { Connection } from '../ssh/connection.ts';
import type { Guard } from '../watch/guard.ts';
import type { Traffic } from '../watch/traffic.ts';

/** The image of a rollout, and the registry that one host pulls it from. */
export interface Source {
  readonly image: ShippableImage;
  readonly registry: Registry;
  /** Streams the whole image as `docker save` does, for hosts that cannot reach the registry. */
  save(): Promise<NodeJS.ReadableStream>;
}

/** What is to be rolled out, and where. */
export interface Rollout {
  readonly verb: 'deploy' | 'rollback';
  readonly app: AppConfig;
  readonly hosts: readonly Host[];
  /** The release for a host, chosen once its state is known. */
  readonly release: (connection: Connection, state: HostState) => Promise<Release>;
  /** Whether hosts that are out of reach, or get there, are left out instead of ending it for all. */
  readonly allowMissing?: boolean;
  /** One source a host; absent when nothing has to be shipped. */
  readonly sources?: ReadonlyMap<Host, Source>;
}

/** One host of a rollout: where it stood before, and what is to be done. */
export interface Target {
  readonly connection: Connection;
  readonly app: AppConfig;
  /** Id of the rollout, the same on every host. */
  readonly deployment: string;
  readonly release: Release;
  /** Absent when the release is on the host already, as in a roll-back. */
  readonly source?: Source;
  readonly before: HostState;
  readonly plan: Plan;
  /** What both releases' requests came to, shared by all hosts. */
  readonly traffic: Traffic;
  /** What the rollout did so far; tells what there is to undo. */
  readonly done: {
    shipped?: Shipped;
    created?: boolean;
    started?: boolean;
    /** When the engine started the container, by the host's clock. */
    startedAt?: string;
    /** Ends the stream of requests. */
    following?: AbortController;
    /** Resolves when the process of the proxy that was there before the switch ends. */
    proxyEnded?: Promise<void>;
    guard?: Guard;
    /** The proxy's configuration has a server for the new release and a cookie. */
    canary?: boolean;
    switched?: boolean;
    confirmed?: boolean;
    /** The host went out of reach, and the others go on without it. */
    missing?: boolean;
    /** The host went back by itself, and wrote that down. */
    wentBack?: boolean;
    step: number;
  };
  readonly say: (text: string) => void;
}
