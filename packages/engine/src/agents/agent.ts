/** A place that steps run at, as `plab.yml` or `--agent` names it. */
export interface AgentConfig {
  /** What `NODE_NAME` says. */
  readonly name: string;
  readonly labels: readonly string[];
  /** How many `node` blocks of all builds of this user it takes at a time; absent: any number. */
  readonly executors?: number;
  /** Variables that steps on it have. */
  readonly env?: Readonly<Record<string, string>>;
  readonly place: AgentPlace;
}

export type AgentPlace =
  | { readonly kind: 'local' }
  | { readonly kind: 'image'; readonly image: string; readonly args?: string }
  | { readonly kind: 'ssh'; readonly host: string; readonly folder?: string; readonly config?: string };

/** This machine, which takes every label that no other agent has. */
export const thisMachine: AgentConfig = { name: 'built-in', labels: ['built-in'], place: { kind: 'local' } };
