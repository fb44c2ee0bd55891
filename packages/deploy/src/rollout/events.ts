import type { Exported } from '@pipeline-lab/image';
import type { DeploymentRecord, DeploymentStart, TrafficRecord } from '../host/journal.ts';
import type { Effect } from '../effects/effects.ts';
import type { Step } from '../step.ts';
import type { Progress } from './progress.ts';

/** What a rollout tells while it runs. Times are milliseconds. */
export type DeployEvent =
  /** How the image's layers came from the local engine; bytes that the engine gave. */
  | ({ readonly type: 'image' } & Exported)
  | { readonly type: 'phase'; readonly phase: Phase }
  /** Something is about to be changed. */
  | ({ readonly type: 'effect' } & Effect)
  | { readonly type: 'step.started'; readonly host: string; readonly step: Step['kind'] }
  | {
      readonly type: 'step.finished';
      readonly host: string;
      readonly step: Step['kind'];
      readonly ms: number;
      readonly error?: string;
    }
  | { readonly type: 'say'; readonly host: string; readonly text: string }
  | ({ readonly type: 'shipping'; readonly host: string } & Progress)
  /** A connection ended before anything was switched; the rollout begins again where it was. */
  | { readonly type: 'resume'; readonly reason: string }
  /** A host that is out of reach; the deployment goes on without it. */
  | { readonly type: 'missing'; readonly host: string; readonly reason: string }
  | { readonly type: 'undo'; readonly host: string; readonly reason: string }
  /** The host's journal holds how a deployment began or ended there, or what it lost after that. */
  | {
      readonly type: 'recorded';
      readonly host: string;
      readonly entry: DeploymentStart | DeploymentRecord | TrafficRecord;
    }
  | { readonly type: 'finished'; readonly host: string; readonly record: DeploymentRecord };

export type Phase =
  | 'connect'
  | 'preflight'
  | 'proxy'
  | 'prepare'
  | 'release'
  | 'start'
  | 'canary'
  | 'switch'
  | 'watch'
  | 'confirm'
  | 'finalize';
export type Report = (event: DeployEvent) => void;
