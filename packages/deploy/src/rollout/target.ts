import type { Registry, ShippableImage } from '@pipeline-lab/image';
import type { Attestation } from '@pipeline-lab/image/provenance';
import type { AppConfig } from '../config/schema.ts';
import type { Effects } from '../effects/effects.ts';
import type { Host } from '../host/host.ts';
import type { Shipped } from '../host/journal.ts';
import type { HostState } from '../host/state.ts';
import type { Plan } from '../step.ts';
import type { Release } from '../release.ts';
import type { Certificates } from '../acme/certificates-for.ts';
import type { Admission } from '../provenance/admit.ts';
import type { ProxiedApp } from '../proxy/entry.ts';
import type { Report } from './events.ts';
import type { Connection } from '../ssh/connection.ts';
import type { Guard } from '../watch/guard.ts';
import type { Traffic } from '../watch/traffic.ts';
import type { Caller } from './hooks.ts';

/** The image of a rollout, and the registry that one host pulls it from. */
export interface Source {
  readonly image: ShippableImage;
  readonly registry: Registry;
  /** Bytes of a blob that the host asks for at first: fewer, the more hosts there are on the line. */
  readonly window: number;
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
  /** The same in each attempt: one puts out what the attempt before it has left at a host. */
  readonly token?: string;
  /** Counts what is changed; default: nothing does. */
  readonly effects?: Effects;
  /** One source a host; absent when nothing has to be shipped. */
  readonly sources?: ReadonlyMap<Host, Source>;
  /** Whether a connection that ends before anything is switched ends the attempt with {@link CutOff}, and undoes nothing. */
  readonly resumable?: boolean;
  /** Absent: images need no signature. */
  readonly admission?: Admission;
  /** Absent: the proxy keeps the files that it has. */
  readonly proxyFiles?: ProxyFiles;
  /** Where it was begun; default: the present folder. */
  readonly caller?: Omit<Caller, 'verb'>;
}

/** Files for the proxies of the hosts, as text. */
export interface ProxyFiles {
  /** HTML; absent: a page of ours. */
  readonly page?: string;
  /** PEM of certificate, chain and private key. */
  readonly certificate?: string;
}

/** A connection ended before anything was switched: the rollout may begin again, and finds what it has done so far. */
export class CutOff extends Error {}

/** One host of a rollout: where it stood before, and what is to be done. */
export interface Target {
  readonly connection: Connection;
  readonly app: AppConfig;
  /** Id of the rollout, the same on every host. */
  readonly deployment: string;
  readonly release: Release;
  /** Absent when the release is on the host already, as in a roll-back. */
  readonly source?: Source;
  /** Bytes of its image that the host lacked at the beginning, as far as it tells. */
  readonly missing?: number;
  /** What was signed of its image; absent where nobody asks for that. */
  readonly attestation?: Attestation;
  readonly caller: Caller;
  readonly proxyFiles?: ProxyFiles;
  readonly certificates: Certificates;
  readonly before: HostState;
  readonly plan: Plan;
  /** What both releases' requests came to, shared by all hosts. */
  readonly traffic: Traffic;
  /** What the rollout did so far; tells what there is to undo. */
  readonly done: {
    /** What the proxy's file said of the application before, and what is new beside the servers. */
    entry?: {
      readonly previous: ProxiedApp | undefined;
      readonly page: string;
      /** The host has a certificate. */
      certified: boolean;
      readonly thumbprint: string | undefined;
    };
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
  readonly report: Report;
  readonly say: (text: string) => void;
}
