import type { AppConfig } from './config/schema.ts';
import { rollOut } from './rollout/rollout.ts';
import { rollOutOnSwarm } from './swarm/rollout.ts';

/** How a rollout of an application is done: on each host by itself, or on the swarm that the hosts are. */
export function rollOutOn({ swarm }: Pick<AppConfig, 'swarm'>): typeof rollOut {
  return swarm === undefined ? rollOut : rollOutOnSwarm;
}
