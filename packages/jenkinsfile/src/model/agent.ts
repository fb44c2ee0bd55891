import type { CallNode, Expression, Span } from '@pipeline-lab/groovy/syntax';

export type Agent = AnyAgent | NoAgent | LabelAgent | DockerAgent | DockerfileAgent | KubernetesAgent;

/** `agent any` */
export interface AnyAgent extends Span {
  readonly kind: 'any';
}

/** `agent none` */
export interface NoAgent extends Span {
  readonly kind: 'none';
}

/** `agent { label 'x' }`, `agent { node { label 'x'; customWorkspace 'y' } }` */
export interface LabelAgent extends Span {
  readonly kind: 'label';
  readonly label: Expression;
  readonly customWorkspace?: Expression;
  /** How often a lost agent is replaced. */
  readonly retries?: Expression;
}

/** `agent { docker 'image' }`, `agent { docker { image 'x'; args '-v …' } }` */
export interface DockerAgent extends ContainerSettings, Span {
  readonly kind: 'docker';
  readonly image: Expression;
  readonly alwaysPull?: Expression;
}

/** `agent { dockerfile true }`, `agent { dockerfile { filename 'x' } }` */
export interface DockerfileAgent extends ContainerSettings, Span {
  readonly kind: 'dockerfile';
  /** Default: `Dockerfile`. */
  readonly filename?: Expression;
  readonly dir?: Expression;
  readonly additionalBuildArgs?: Expression;
}

export interface ContainerSettings {
  /** Arguments of `docker run`. */
  readonly args?: Expression;
  /** The node that the container runs on. */
  readonly label?: Expression;
  readonly registryUrl?: Expression;
  readonly registryCredentialsId?: Expression;
  /** Runs on the node of the pipeline's agent, in its workspace. */
  readonly reuseNode?: Expression;
  readonly customWorkspace?: Expression;
  readonly containerPerStageRoot?: Expression;
}

/** `agent { kubernetes { yaml '…' } }`; settings by name, `containerTemplate { … }` as its call. */
export interface KubernetesAgent extends Span {
  readonly kind: 'kubernetes';
  readonly settings: ReadonlyMap<string, Expression | CallNode>;
}
