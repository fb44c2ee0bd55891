import type { Agent, Option, Stage, Tool } from '@pipeline-lab/jenkinsfile';
import type { Site } from '../build/build.ts';

/** An error that made everything after it be skipped. Wrapped, since anything may be thrown. */
export interface Failure {
  readonly error: unknown;
}

/** What is around a stage. */
export interface Around {
  /** The first error so far. */
  readonly failure?: Failure;
  /** Set when the stages around are skipped, and these with them. */
  readonly skip?: Skip;
  /** The `tools` of the stage around, or of the pipeline. */
  readonly tools: readonly Tool[];
  /** The agent of the nearest stage around that has one, or of the pipeline. */
  readonly agent: Agent;
  /** The top-level stage that the build starts again from, for top-level stages. */
  readonly from?: string;
  readonly branch?: true;
  /** Runs a stage inside, as the stage around was run. */
  readonly runStage: (site: Site, stage: Stage, around: Around) => Promise<void>;
  /** The values of a matrix cell. */
  readonly cell?: ReadonlyMap<string, string>;
}

export type Skip =
  | { readonly kind: 'failure' | 'unstable' | 'when' }
  | { readonly kind: 'restart'; readonly from: string }
  | { readonly kind: 'selection'; readonly only: string };

/** In the words of the plugin (`SkippedStageReason`), but for the selection, which Jenkins does not have. */
export function skipMessage(name: string, skip: Skip): string {
  switch (skip.kind) {
    case 'failure':
      return `Stage "${name}" skipped due to earlier failure(s)`;
    case 'unstable':
      return `Stage "${name}" skipped due to earlier stage(s) marking the build as unstable`;
    case 'when':
      return `Stage "${name}" skipped due to when conditional`;
    case 'restart':
      return `Stage "${name}" skipped due to this build restarting at stage "${skip.from}"`;
    case 'selection':
      return `Stage "${name}" skipped due to only stage "${skip.only}" being asked for`;
  }
}

/** Whether a pipeline or a stage has an option. */
export function hasOption(options: readonly Option[], name: string): boolean {
  return options.some((option) => option.name === name);
}
