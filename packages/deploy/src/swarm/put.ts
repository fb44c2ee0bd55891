import { type Change, ChangeFailed, named } from './change.ts';
import type { Node } from './cluster.ts';
import { fitted, freeNodes, nodesFor } from './room.ts';
import { putService, type Task } from './service.ts';
import { forcedOf, paced, type ServiceSpec } from './spec.ts';
import { ownTasks, runs } from './verdict.ts';

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

/** A node that may have the service's containers is gone since, or turned out to be down. Pure. */
export function haveLess({ spec, nodes }: Put, now: readonly Node[]): boolean {
  const left = (of: readonly Node[]): Node[] => nodesFor(spec.TaskTemplate, of);
  const there = (of: readonly Node[]): number => left(of).filter(({ gone }) => !gone).length;
  return there(now) < there(nodes) || left(now).length < left(nodes).length;
}

/**
 * Nothing is on its way: each container of the release that is to run does, or has no node, and none of those that are to end
 * serves any more. What a silent node had Swarm starts elsewhere once it takes the node for dead. Pure.
 */
export function isAtRest(
  { release }: Pick<Change, 'release'>,
  { spec }: Put,
  tasks: readonly Task[],
  nodes: readonly Node[],
): boolean {
  const away = silent(nodes);
  const own = wantedOf(spec, release, tasks);
  const leaving = tasks.some((task) => !task.wanted && runs(task, away));
  return !leaving && own.every((task) => task.node === '' || runs(task, away));
}

/**
 * The same service with the nodes that are left. Swarm's update waits for a container that it has made, without end where no
 * node is free for it, or its node has died. Begun anew, it takes a container of the release that is there already for done,
 * whether it runs or not: it ends the one that it replaces, and goes on to the next at once. So where a next one is to do as well,
 * all are made anew, for which Swarm waits one by one; else those that run stay. The service must not go back by itself any
 * more, for what it would go back to is this release. Pure.
 */
export function withoutThem(
  { app, spec: wanted, release }: Change,
  { spec }: Put,
  tasks: readonly Task[],
  nodes: readonly Node[],
): ServiceSpec {
  const away = silent(nodes);
  const own = wantedOf(spec, release, tasks);
  const done = new Set(own.filter((task) => runs(task, away)).map(({ slot }) => slot));
  const toDo = new Set(tasks.filter((task) => task.wanted && !done.has(task.slot)).map(({ slot }) => slot));
  const dropped = spec.Mode.Replicated.Replicas - fitted(wanted, nodes).Mode.Replicated.Replicas;
  const anew = toDo.size - dropped > 1;
  const TaskTemplate = { ...spec.TaskTemplate, ForceUpdate: forcedOf(spec) + (anew ? 1 : 0) };
  const free = freeNodes(TaskTemplate, nodes, wanted.Mode.Replicated.Replicas);
  return paced({ ...wanted, TaskTemplate }, app, { free, failureAction: 'pause' });
}

function wantedOf(spec: ServiceSpec, release: string, tasks: readonly Task[]): Task[] {
  return ownTasks(tasks, release, forcedOf(spec)).filter((task) => task.wanted);
}
