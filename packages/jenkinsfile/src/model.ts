import type { CallNode, ClosureNode, Expression, Span, Statement } from '@pipeline-lab/groovy';

/** A Declarative Pipeline whose structure has been checked. */
export interface Pipeline extends Span {
  readonly file: string;
  readonly source: string;
  /** Groovy around `pipeline { }`: functions and variables. Run it in the script's scope before the build. */
  readonly script: readonly Statement[];
  readonly agent: Agent;
  readonly environment: readonly EnvEntry[];
  readonly options: readonly Option[];
  readonly parameters: readonly BuildParameter[];
  readonly triggers: readonly CallNode[];
  readonly stages: readonly Stage[];
  readonly post?: Post;
}

export type Agent =
  | ({ readonly kind: 'any' } & Span)
  | ({ readonly kind: 'none' } & Span)
  | ({ readonly kind: 'label'; readonly label: Expression } & Span);

/** `NAME = value`; the value is evaluated when the block is entered and may read other names of the block. */
export interface EnvEntry extends Span {
  readonly name: string;
  readonly value: Expression;
}

/** `timeout(time: 5, unit: 'MINUTES')`, `retry(2)`, `skipStagesAfterUnstable()`: the name and the call to evaluate. */
export interface Option extends Span {
  readonly name: string;
  readonly call: CallNode;
}

export type ParameterType = 'string' | 'text' | 'booleanParam' | 'choice' | 'password';

export interface BuildParameter extends Span {
  readonly type: ParameterType;
  readonly name: string;
  readonly description?: Expression;
  /** For every type except `choice`. */
  readonly defaultValue?: Expression;
  /** Only for `choice`: a list, or a string with one choice a line; the first one is the default. */
  readonly choices?: Expression;
}

export interface Stage extends Span {
  readonly name: string;
  /** Unique in the pipeline: the names from the outermost stage on, joined by ` / `. */
  readonly path: string;
  readonly agent?: Agent;
  readonly environment: readonly EnvEntry[];
  readonly options: readonly Option[];
  readonly when?: When;
  readonly body: StageBody;
  readonly post?: Post;
}

export type StageBody =
  | { readonly kind: 'steps'; readonly steps: readonly Statement[] }
  | { readonly kind: 'parallel'; readonly branches: readonly Stage[]; readonly failFast: boolean }
  | { readonly kind: 'sequential'; readonly stages: readonly Stage[] };

/** All conditions must hold. */
export interface When extends Span {
  readonly conditions: readonly Condition[];
  readonly beforeAgent: boolean;
}

export type Condition = Span &
  (
    | { readonly kind: 'branch'; readonly pattern: Expression }
    | { readonly kind: 'expression'; readonly body: ClosureNode }
    | { readonly kind: 'environment'; readonly name: Expression; readonly value: Expression }
    | { readonly kind: 'equals'; readonly expected: Expression; readonly actual: Expression }
    | { readonly kind: 'not'; readonly condition: Condition }
    | { readonly kind: 'allOf'; readonly conditions: readonly Condition[] }
    | { readonly kind: 'anyOf'; readonly conditions: readonly Condition[] }
  );

/** The conditions of `post` in the order in which Jenkins runs them: the ordinals of its `BuildCondition`s. */
export const postConditions = [
  'always',
  'changed',
  'fixed',
  'regression',
  'aborted',
  'success',
  'unsuccessful',
  'unstable',
  'failure',
  'notBuilt',
  'cleanup',
] as const;

export type PostCondition = (typeof postConditions)[number];

/** Steps by condition, already in the order of `postConditions`. */
export type Post = ReadonlyMap<PostCondition, readonly Statement[]>;
