import type { Span } from '@pipeline-lab/groovy/syntax';
import type { Evaluator } from './evaluate.ts';
import type { Facts, Names } from './facts.ts';

/** Whether a condition holds; `unknown` when only a build can tell. */
export interface Verdict {
  readonly holds: boolean | 'unknown';
  /** In words, for people. */
  readonly because: string;
  /** The condition that decided; undefined when all hold. */
  readonly by?: Span;
}

export interface Circumstances {
  readonly facts: Facts;
  readonly names: Names;
  readonly source: string;
  readonly evaluator: Evaluator;
}
