import { type Change, ChangeFailed, named } from './change.ts';
import type { Node } from './cluster.ts';
import { fitted, freeNodes, nodesFor } from './room.ts';
import { putService } from './service.ts';
import { paced, type ServiceSpec } from './spec.ts';

/** What the service was given, and the nodes there were. */
export interface Put {
  readonly spec: ServiceSpec;
  readonly nodes: readonly Node[];
}

/**
 * With the containers that there are nodes for; undefined where a role has none, and nobody waits for it. Throws
 * ChangeFailed when there is none and somebody does; the service is what it is to be then, too.
 */
export async function putWhereItFits(
  { cluster, role, mayWait, report }: Change,
  wanted: ServiceSpec,
  nodes: readonly Node[],
): Promise<Put | undefined> {
  const spec = fitted(wanted, nodes);
  await putService(cluster, spec);
  const say = (text: string): void =>
    report({ type: 'say', host: cluster.members[0]?.connection.host.name ?? '', text: named(role, text) });
  if (nodesFor(spec.TaskTemplate, nodes).length === 0) {
    const why = 'none of the nodes that may run it is there; Swarm starts it when one comes back';
    if (role === undefined || !mayWait) throw new ChangeFailed(named(role, why));
    say(why);
    return undefined;
  }
  const { Replicas } = spec.Mode.Replicated;
  if (spec !== wanted)
    say(`${Replicas} of ${wanted.Mode.Replicated.Replicas} containers: no more nodes are there`);
  return { spec, nodes };
}

/** Nodes that are down, or that a new leader has yet to hear from. Pure. */
export function silent(nodes: readonly Node[]): ReadonlySet<string> {
  return new Set(nodes.filter(({ ready }) => !ready).map(({ id }) => id));
}

/** A node fell silent since, or one that may have the service's containers turned out to be down. Pure. */
export function haveLess({ spec, nodes }: Put, now: readonly Node[]): boolean {
  const before = silent(nodes);
  const room = (of: readonly Node[]): number => nodesFor(spec.TaskTemplate, of).length;
  return [...silent(now)].some((id) => !before.has(id)) || room(now) < room(nodes);
}

/**
 * The same service, its containers to be made anew: one that waits for a node's port would keep the update waiting. It must
 * not go back by itself any more, for what it would go back to is this release. Pure.
 */
export function withoutThem({ app, spec }: Change, nodes: readonly Node[], turn: number): ServiceSpec {
  const free = freeNodes(spec.TaskTemplate, nodes, spec.Mode.Replicated.Replicas);
  const TaskTemplate = {
    ...spec.TaskTemplate,
    ForceUpdate: (spec.TaskTemplate.ForceUpdate ?? 0) + turn,
  };
  return paced({ ...spec, TaskTemplate }, app, { free, failureAction: 'pause' });
}
