import type { ClosureNode, Span, Statement } from '@pipeline-lab/groovy/syntax';
import type { Agent } from './agent.ts';
import type { When } from './condition.ts';
import type { Post } from './post.ts';
import type { EnvEntry, Option, StageInput, Tool } from './settings.ts';

/** What a stage and the cells of a matrix have in common. */
export interface StageSettings {
  readonly agent?: Agent;
  readonly environment: readonly EnvEntry[];
  readonly options: readonly Option[];
  readonly tools: readonly Tool[];
  readonly input?: StageInput;
  readonly when?: When;
  readonly post?: Post;
}

export interface Stage extends StageSettings, Span {
  readonly name: string;
  /** Unique in the pipeline: the names from the outermost stage on, joined by ` / `, as {@link stagePath} makes it. */
  readonly path: string;
  readonly body: StageBody;
}

export type StageBody =
  | StepsBody
  | { readonly kind: 'parallel'; readonly branches: readonly Stage[]; readonly failFast: boolean }
  | { readonly kind: 'sequential'; readonly stages: readonly Stage[] }
  | { readonly kind: 'matrix'; readonly matrix: Matrix; readonly failFast: boolean };

export interface StepsBody {
  readonly kind: 'steps';
  readonly steps: readonly Statement[];
  /** The branches when the `parallel` step is the only one; `steps` holds that step all the same. */
  readonly branches?: readonly StepsBranch[];
}

/** `name: { … }` of a `parallel` step. */
export interface StepsBranch extends Span {
  readonly name: string;
  readonly body: ClosureNode;
}

/** `matrix { axes { … } stages { … } }`; `matrixCells` gives the stages that it stands for. */
export interface Matrix extends StageSettings, Span {
  readonly axes: readonly Axis[];
  readonly excludes: readonly Exclude[];
  /** As written: their paths are those inside of the matrix's stage, without a cell. */
  readonly stages: readonly Stage[];
}

export interface Axis extends Span {
  readonly name: string;
  readonly values: readonly string[];
}

/** Leaves out the cells that all of its axes match. */
export interface Exclude extends Span {
  readonly axes: readonly ExcludeAxis[];
}

export interface ExcludeAxis extends Axis {
  /** Written as `notValues`: matches what is none of the values. */
  readonly inverse: boolean;
}
