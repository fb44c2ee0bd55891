import type { AppConfig } from '../config/schema.ts';
import type { Member, Node } from './cluster.ts';
import { replicasOf } from './spec.ts';
import type { RoleTemplate, TaskTemplate, Workload } from './task-template.ts';

/** A service of a release: what it runs, how often, and by its constraints where. */
export interface Placed {
  /** Absent for what serves. */
  readonly role?: string;
  /** Over all nodes. */
  readonly replicas: number;
  readonly template: TaskTemplate;
}

/** The hosts of a destination as nodes, those that are away left out, and all nodes of their swarm. */
export interface Surroundings {
  readonly members: readonly Pick<Member, 'node' | 'connection'>[];
  readonly nodes: readonly Pick<Node, 'id'>[];
  /** Hosts of the destination. */
  readonly hosts: number;
}

/** What serves of a release. Pure. */
export function webOf(
  app: Pick<AppConfig, 'swarm'>,
  { web }: Pick<Workload, 'web'>,
  { hosts }: Pick<Surroundings, 'hosts'>,
): Placed {
  return { replicas: replicasOf(app, hosts), template: web };
}

/** What works beside it; a role whose group has no host here has no service. Pure. */
export function rolesOf({ roles }: Pick<Workload, 'roles'>, around: Surroundings): Placed[] {
  return roles.flatMap((role) => {
    const { name, replicas, template } = role;
    const own = around.members.filter((member) => isFor(role, member));
    if (own.length === 0) return [];
    return [{ role: name, replicas: replicas * own.length, template: onlyOn(template, own, around) }];
  });
}

function isFor({ group }: RoleTemplate, { connection }: Surroundings['members'][number]): boolean {
  return group === undefined || connection.host.groups?.includes(group) === true;
}

/** Swarm takes all constraints of a service together, so the others are left out, one by one. */
function onlyOn(
  template: TaskTemplate,
  members: Surroundings['members'],
  around: Surroundings,
): TaskTemplate {
  // Away hosts are nodes that nobody here knows by their id: only where all may be used they may.
  if (members.length === around.members.length) return template;
  const own = new Set(members.map(({ node }) => node));
  const others = around.nodes.map(({ id }) => id).filter((id) => !own.has(id));
  return { ...template, Placement: { Constraints: others.toSorted().map((id) => `node.id!=${id}`) } };
}

/** Two services would put their containers on the same nodes. Pure. */
export function samePlaces(one: TaskTemplate, other: TaskTemplate): boolean {
  const [first, second] = [one, other].map(({ Placement }) => (Placement?.Constraints ?? []).join(' '));
  return first === second;
}
