import type { Dockerfile, Span, Stage } from './dockerfile/model.ts';
import type { AuditedImage } from './image/audited.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What the rules for a Dockerfile look at. */
export interface DockerfileSubject {
  readonly file: Dockerfile;
  /** The stage that becomes the image; undefined without any FROM. */
  readonly final: Stage | undefined;
  /** Whether something keeps files out of the build context. */
  readonly hasIgnoreFile: boolean;
}

export interface Remark {
  readonly message: string;
  /** Only where it differs from the rule's. */
  readonly hint?: string;
  readonly severity?: Severity;
}

export interface PlacedRemark extends Remark {
  readonly at: Span;
}

interface About {
  /** hadolint's id where it has the rule, otherwise kebab case. */
  readonly id: string;
  readonly severity: Severity;
  /** What it finds, in one sentence. */
  readonly summary: string;
  /** Why that is a problem, for the docs. */
  readonly why: string;
  /** What to do. */
  readonly hint: string;
  /** Recommendation of the CIS Docker Benchmark. */
  readonly cis?: string;
}

/** Found in the text of a Dockerfile. */
export interface DockerfileRule extends About {
  /** A Dockerfile, or a part of one behind FROM, that the rule finds. */
  readonly bad: string;
  /** The same as it should be. */
  readonly good: string;
  readonly check: (subject: DockerfileSubject) => Iterable<PlacedRemark>;
}

/** Found in an image that was built. */
export interface ImageRule extends About {
  readonly check: (image: AuditedImage) => Iterable<Remark>;
}
