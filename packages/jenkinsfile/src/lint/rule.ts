import type { CallNode, Script, Span, Tree } from '@pipeline-lab/groovy/syntax';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Pipeline, Stage } from '../model.ts';
import type { Holder } from '../stages.ts';
import type { Suppression } from './suppress.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What rules look at. */
export interface Subject {
  readonly source: string;
  readonly script: Script;
  readonly tree: Tree;
  /** The calls without receiver: steps, and what looks like one. */
  readonly calls: readonly CallNode[];
  /** All stages as written, outer ones first. */
  readonly stages: readonly Stage[];
  /** The same with the matrices in them: all that has an `environment`, `options`, a `when`. */
  readonly holders: readonly Holder[];
  readonly pipeline: Pipeline;
  readonly catalogue: Catalogue;
  /** What the script itself names, functions, variables, parameters of closures, and the steps that are known besides. */
  readonly declared: ReadonlySet<string>;
  readonly suppressions: readonly Suppression[];
  /** What a finding may be named after: rules, messages of the validator, `syntax`. */
  readonly ruleIds: ReadonlySet<string>;
}

export interface Remark {
  readonly at: Span;
  readonly message: string;
  readonly hint?: string;
  /** Only where it differs from the rule's. */
  readonly severity?: Severity;
}

/** One thing that the linter looks for; its page in the docs is made from it. */
export interface Rule {
  /** In kebab case. */
  readonly id: string;
  readonly severity: Severity;
  /** What it finds, in one sentence. */
  readonly summary: string;
  /** Why that is a problem, for the docs. */
  readonly why: string;
  /** A part of a Jenkinsfile that the rule finds. */
  readonly bad: string;
  /** The same as it should be. */
  readonly good: string;
  readonly check: (subject: Subject) => Iterable<Remark>;
}
