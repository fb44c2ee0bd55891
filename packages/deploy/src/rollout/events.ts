import type { DeploymentRecord } from '../host/journal.ts';
import type { Step } from '../plan.ts';

/** What a rollout tells while it runs. Times are milliseconds. */
export type DeployEvent =
  | { readonly type: 'phase'; readonly phase: Phase }
  | { readonly type: 'step.started'; readonly host: string; readonly step: Step['kind'] }
  | {
      readonly type: 'step.finished';
      readonly host: string;
      readonly step: Step['kind'];
      readonly ms: number;
      readonly error?: string;
    }
  | { readonly type: 'say'; readonly host: string; readonly text: string }
  /** A host that is out of reach; the deployment goes on without it. */
  | { readonly type: 'missing'; readonly host: string; readonly reason: string }
  | { readonly type: 'undo'; readonly host: string; readonly reason: string }
  | { readonly type: 'finished'; readonly host: string; readonly record: DeploymentRecord };

export type Phase =
  | 'connect'
  | 'preflight'
  | 'prepare'
  | 'canary'
  | 'switch'
  | 'watch'
  | 'confirm'
  | 'finalize';
export type Report = (event: DeployEvent) => void;
