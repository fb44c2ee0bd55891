import type { Node } from './cluster.ts';
import { publishes, type ServiceSpec } from './spec.ts';
import type { TaskTemplate } from './task-template.ts';

/** The nodes that take containers of a service, as its constraints say, and are not known to be down. Pure. */
export function nodesFor({ Placement }: Pick<TaskTemplate, 'Placement'>, nodes: readonly Node[]): Node[] {
  const constraints = Placement?.Constraints ?? [];
  return nodes.filter(
    ({ id, active, down }) => active && !down && constraints.every((each) => allows(each, id)),
  );
}

/** What a deployment did not write says nothing of a node. */
function allows(constraint: string, id: string): boolean {
  const [, operator, named] = /^node\.id\s*([!=]=)\s*(\S+)$/.exec(constraint) ?? [];
  return named === undefined || (operator === '==') === (named === id);
}

/** Nodes that could take one container more than so many. Pure. */
export function freeNodes(
  template: Pick<TaskTemplate, 'Placement'>,
  nodes: readonly Node[],
  replicas: number,
): number {
  return Math.max(0, nodesFor(template, nodes).filter(({ ready }) => ready).length - replicas);
}

/**
 * A service with no more containers than there are nodes for, where a node can have one: Swarm would wait for the rest and
 * never end the update. Where there is no node at all it stays as it is: Swarm starts it once one is back. Pure.
 */
export function fitted(spec: ServiceSpec, nodes: readonly Node[]): ServiceSpec {
  const room = nodesFor(spec.TaskTemplate, nodes).length;
  if (!publishes(spec) || room === 0 || spec.Mode.Replicated.Replicas <= room) return spec;
  return { ...spec, Mode: { Replicated: { Replicas: room } } };
}
