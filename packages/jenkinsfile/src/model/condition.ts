import type { ClosureNode, Expression, Span } from '@pipeline-lab/groovy/syntax';

/** All conditions must hold. */
export interface When extends Span {
  readonly conditions: readonly Condition[];
  readonly beforeAgent: boolean;
  readonly beforeInput: boolean;
  readonly beforeOptions: boolean;
}

export type Condition = Span &
  (
    | PatternCondition
    | ChangesetCondition
    | ChangeRequestCondition
    | { readonly kind: 'buildingTag' }
    | { readonly kind: 'isRestartedRun' }
    | { readonly kind: 'changelog'; readonly pattern: Expression }
    | {
        readonly kind: 'environment';
        readonly name: Expression;
        readonly value: Expression;
        readonly ignoreCase?: Expression;
      }
    | { readonly kind: 'equals'; readonly expected: Expression; readonly actual: Expression }
    | { readonly kind: 'expression'; readonly body: ClosureNode }
    | { readonly kind: 'triggeredBy'; readonly cause: Expression; readonly detail?: Expression }
    | { readonly kind: 'not'; readonly condition: Condition }
    | { readonly kind: 'allOf'; readonly conditions: readonly Condition[] }
    | { readonly kind: 'anyOf'; readonly conditions: readonly Condition[] }
  );

export interface PatternCondition {
  readonly kind: 'branch' | 'tag';
  readonly pattern: Expression;
  /** `GLOB` (default), `REGEXP` or `EQUALS`. */
  readonly comparator?: Expression;
}

/** A glob, or with the comparator `REGEXP` a regular expression, on the changed paths. */
export interface ChangesetCondition {
  readonly kind: 'changeset';
  readonly pattern: Expression;
  readonly comparator?: Expression;
  readonly caseSensitive?: Expression;
}

export type ChangeRequestField =
  | 'id'
  | 'target'
  | 'branch'
  | 'fork'
  | 'url'
  | 'title'
  | 'author'
  | 'authorDisplayName'
  | 'authorEmail';

export interface ChangeRequestCondition {
  readonly kind: 'changeRequest';
  /** What must match of the change request; none: being one is enough. */
  readonly fields: ReadonlyMap<ChangeRequestField, Expression>;
  /** `EQUALS` (default), `GLOB` or `REGEXP`. */
  readonly comparator?: Expression;
}
