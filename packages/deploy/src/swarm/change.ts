import type { AppConfig } from '../config/schema.ts';
import type { Report } from '../rollout/events.ts';
import type { Cluster } from './cluster.ts';
import type { ServiceSpec } from './spec.ts';

/** A change of the service, and how to follow it. */
export interface Change {
  readonly cluster: Cluster;
  readonly app: AppConfig;
  /** What the service is to be. */
  readonly spec: ServiceSpec;
  readonly release: string;
  /** Absent for what serves. */
  readonly role: string | undefined;
  /** There is nothing that Swarm could go back to. */
  readonly first: boolean;
  /** No reason to fail when all nodes of a role are away: it begins when one comes back. */
  readonly mayWait: boolean;
  readonly report: Report;
}

/** The change did not come about. */
export class ChangeFailed extends Error {}

/** A text about the service of a role, or of what serves. Pure. */
export function named(role: string | undefined, why: string): string {
  return role === undefined ? why : `${role}: ${why}`;
}
