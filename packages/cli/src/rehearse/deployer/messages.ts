import type { DeployEvent, DeploymentRecord, Effect } from '@pipeline-lab/deploy';

/** What becomes of an effect: it is done, fails with EIO in its place, or is done and its answer lost. */
export type Fate = 'do' | 'fail' | 'lose';

export interface Answer {
  readonly n: number;
  readonly how: Fate;
  /** Milliseconds by which the deployer's clock jumps before it. */
  readonly clock?: number;
}

/** What a deployer tells. */
export type Told =
  | { readonly type: 'effect'; readonly effect: Effect }
  | { readonly type: 'event'; readonly event: DeployEvent }
  | ({ readonly type: 'ended' } & Outcome);

/** How a deployer ended: its results, one a host, or why not; neither when it was killed. */
export interface Outcome {
  readonly results?: readonly DeploymentRecord['result'][];
  readonly failure?: Failure;
}

export interface Failure {
  readonly code?: string | undefined;
  readonly message: string;
  /** What to do next. */
  readonly hint?: string;
}
