import type { AppConfig } from '../config/schema.ts';
import { fail } from '../errors.ts';
import type { Member, Node } from './cluster.ts';
import { replicasOf } from './settings.ts';
import { keepsData, type RoleTemplate, type TaskTemplate, type Workload } from './task-template.ts';

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
  /** The names of the destination's hosts, in the order of deploy.yml. */
  readonly hosts: readonly string[];
}

type Swarm = Pick<AppConfig, 'app' | 'swarm'>;

/** What serves of a release. Pure. Errors: PLAB_SWARM_NODES where all hosts that have its data are away. */
export function webOf(app: Swarm, { web }: Pick<Workload, 'web'>, around: Surroundings): Placed {
  if (!keepsData(web)) return { replicas: replicasOf(app, around.hosts.length), template: web };
  const own = withData(app, around);
  return { replicas: own.length, template: onlyOn(web, own, around) };
}

/**
 * What works beside it; a role whose group has no host here has no service. Pure. Errors: PLAB_SWARM_CANNOT for one whose
 * group has hosts, and none of them the volumes.
 */
export function rolesOf(app: Swarm, { roles }: Pick<Workload, 'roles'>, around: Surroundings): Placed[] {
  return roles.flatMap((role) => {
    const { name, replicas, template } = role;
    const grouped = around.members.filter((member) => isFor(role, member));
    if (grouped.length === 0) return [];
    const data = keepsData(template) ? withData(app, around) : grouped;
    const own = grouped.filter((member) => data.includes(member));
    if (own.length === 0) {
      const where = data.map(({ connection }) => connection.host.name).join(', ');
      const reason = `  roles.${name}: its group has none of the hosts with the volumes (${where}). Leave \`group\` out, or put one of them into it.`;
      throw fail('PLAB_SWARM_CANNOT', app.app, reason);
    }
    const anywhere = role.group === undefined && !keepsData(template);
    const placed = anywhere ? template : onlyOn(template, own, around);
    return [{ role: name, replicas: replicas * own.length, template: placed }];
  });
}

/** The nodes that have the volumes: the first hosts, as many as containers serve. */
function withData(app: Swarm, { members, hosts }: Surroundings): readonly Surroundings['members'][number][] {
  const names = hosts.slice(0, replicasOf(app, hosts.length));
  const own = members.filter(({ connection }) => names.includes(connection.host.name));
  if (own.length > 0) return own;
  throw fail(
    'PLAB_SWARM_NODES',
    names.join(', '),
    'cannot be reached, and the volumes of the application are there alone',
  );
}

function isFor({ group }: RoleTemplate, { connection }: Surroundings['members'][number]): boolean {
  return group === undefined || connection.host.groups?.includes(group) === true;
}

/**
 * Swarm takes all constraints of a service together, so the others are left out, one by one; those of hosts that are away
 * among them, for they may come back.
 */
function onlyOn(
  template: TaskTemplate,
  members: Surroundings['members'],
  around: Surroundings,
): TaskTemplate {
  const own = new Set(members.map(({ node }) => node));
  const others = around.nodes.map(({ id }) => id).filter((id) => !own.has(id));
  if (others.length === 0) return template;
  return { ...template, Placement: { Constraints: others.toSorted().map((id) => `node.id!=${id}`) } };
}

/** Two services would put their containers on the same nodes. Pure. */
export function samePlaces(one: TaskTemplate, other: TaskTemplate): boolean {
  const [first, second] = [one, other].map(({ Placement }) => (Placement?.Constraints ?? []).join(' '));
  return first === second;
}
