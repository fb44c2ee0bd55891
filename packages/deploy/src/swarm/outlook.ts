import type { Release } from '../release.ts';
import type { Rollout } from '../rollout/target.ts';
import type { Cluster } from './cluster.ts';
import { placesOf } from './placement.ts';
import { refuse } from './refuse.ts';
import { stands, type SwarmState } from './state.ts';
import { plannedWorkload } from './workload.ts';

/** Whether a release stands already. Errors: what would keep it from being placed, before anything is done. */
export function isThere(
  { app, hosts }: Pick<Rollout, 'app' | 'hosts'>,
  { members }: Pick<Cluster, 'members'>,
  release: Release,
  state: SwarmState,
): boolean {
  const { web, roles } = plannedWorkload(app, release, state);
  // One that is kept may have volumes that deploy.yml does not have.
  refuse({ app, hosts: hosts.length, web });
  placesOf(app, { web, roles }, { members, nodes: state.nodes, hosts });
  return stands(state, release, app, { members, hosts });
}
