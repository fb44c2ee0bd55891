import type { Expression } from './expression.ts';
import type { Span } from './span.ts';

/** A type as written: `int`, `java.util.Map<String, List>`, `String[]`. `def` is no type. */
export interface TypeNode extends Span {
  /** As written, dots included, without type arguments and brackets. */
  readonly name: string;
  readonly arguments: readonly TypeNode[];
  /** How many `[]` follow. */
  readonly dimensions: number;
}

/** `@Field`, `@Library('a@1')`, `@Grab(group = 'g', module = 'm')`. */
export interface AnnotationNode extends Span {
  readonly name: string;
  /** A lone value is named `value`. */
  readonly members: readonly AnnotationMember[];
}

export interface AnnotationMember extends Span {
  readonly name: string;
  readonly value: Expression;
}

/** `static`, `final`, `private`, … as written and in the order written. */
export type Modifier =
  | 'abstract'
  | 'final'
  | 'native'
  | 'private'
  | 'protected'
  | 'public'
  | 'static'
  | 'strictfp'
  | 'synchronized'
  | 'transient'
  | 'volatile';
