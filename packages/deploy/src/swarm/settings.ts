import { createHash } from 'node:crypto';
import type { AppConfig } from '../config/schema.ts';

/** In nanoseconds, as Docker counts. */
export const second = 1e9;

/** Names of what a swarm has of an application; no application's name has the line that is before a role. */
export function serviceName(app: string, role?: string): string {
  return role === undefined ? `plab-${app}` : `plab-${app}_${role}`;
}

/** The port of the nodes that leads to a container: the one of deploy.yml, or one of 10 000, chosen by the name. */
export function publishedPort({ app, swarm }: Pick<AppConfig, 'app' | 'swarm'>): number {
  return swarm?.port ?? 20_000 + (createHash('sha256').update(app).digest().readUInt32BE(0) % 10_000);
}

/** Containers over all nodes. */
export function replicasOf({ swarm }: Pick<AppConfig, 'swarm'>, hosts: number): number {
  return swarm?.replicas ?? hosts - 1;
}
