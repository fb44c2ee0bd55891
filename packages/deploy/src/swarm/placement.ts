import type { AppConfig } from '../config/schema.ts';
import { fail } from '../errors.ts';
import type { Host } from '../host/host.ts';
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
  readonly members: readonly OwnNode[];
  readonly nodes: readonly Pick<Node, 'id' | 'active'>[];
  /** Those of the destination, in the order of deploy.yml. */
  readonly hosts: readonly Pick<Host, 'name' | 'groups'>[];
}

type OwnNode = Pick<Member, 'node' | 'connection'>;
type Swarm = Pick<AppConfig, 'app' | 'swarm'>;

/** All services of a release, what serves first. Pure. Errors: as {@link webOf} and {@link rolesOf}. */
export function placesOf(app: Swarm, workload: Workload, around: Surroundings): readonly Placed[] {
  return [webOf(app, workload, around), ...rolesOf(app, workload, around)];
}

/** What serves of a release. Pure. Errors: PLAB_SWARM_NODES where no host that has its data can have it. */
export function webOf(app: Swarm, { web }: Pick<Workload, 'web'>, around: Surroundings): Placed {
  if (!keepsData(web)) return { replicas: replicasOf(app, around.hosts.length), template: web };
  const own = withData(app, around);
  return { replicas: own.length, template: onlyOn(web, own, around) };
}

/**
 * What works beside it; a role whose hosts are all away, or take no containers, is not among it. Pure. Errors:
 * PLAB_SWARM_CANNOT for one whose group has hosts, and none of them the volumes.
 */
export function rolesOf(app: Swarm, { roles }: Pick<Workload, 'roles'>, around: Surroundings): Placed[] {
  return roles.flatMap((role) => {
    const { name, replicas, group, template } = role;
    const own = membersFor(app, role, around);
    if (own.length === 0) return [];
    const anywhere = group === undefined && !keepsData(template);
    const placed = anywhere ? template : onlyOn(template, own, around);
    return [{ role: name, replicas: replicas * own.length, template: placed }];
  });
}

/** The roles without use for the service that they have: the release lacks them, or no host is in their group. Pure. */
export function dismissed(
  known: Iterable<string>,
  { roles }: Pick<Workload, 'roles'>,
  { hosts }: Pick<Surroundings, 'hosts'>,
): string[] {
  const used = new Set(
    roles.filter((role) => hosts.some((host) => isFor(role, host))).map(({ name }) => name),
  );
  return [...known].filter((name) => !used.has(name));
}

function membersFor(app: Swarm, role: RoleTemplate, around: Surroundings): readonly OwnNode[] {
  const grouped = usable(around).filter(({ connection }) => isFor(role, connection.host));
  if (!keepsData(role.template)) return grouped;
  const hosts = dataHosts(app, around);
  const inGroup = around.hosts.filter((host) => isFor(role, host));
  if (inGroup.length > 0 && !inGroup.some(({ name }) => hosts.includes(name))) {
    const reason = `  roles.${role.name}: its group has none of the hosts with the volumes (${hosts.join(', ')}). Leave \`group\` out, or put one of them into it.`;
    throw fail('PLAB_SWARM_CANNOT', app.app, reason);
  }
  return grouped.filter(({ connection }) => hosts.includes(connection.host.name));
}

function isFor({ group }: RoleTemplate, { groups }: Pick<Host, 'groups'>): boolean {
  return group === undefined || groups?.includes(group) === true;
}

/** The hosts that have the volumes: the first ones, as many as containers serve. */
function dataHosts(app: Swarm, { hosts }: Surroundings): string[] {
  return hosts.slice(0, replicasOf(app, hosts.length)).map(({ name }) => name);
}

function withData(app: Swarm, around: Surroundings): readonly OwnNode[] {
  const names = dataHosts(app, around);
  const own = usable(around).filter(({ connection }) => names.includes(connection.host.name));
  if (own.length > 0) return own;
  throw fail(
    'PLAB_SWARM_NODES',
    names.join(', '),
    'must be within reach and not drained (`docker node update --availability active NODE`): the volumes of the application are there alone',
  );
}

/** A node that was drained takes no containers. */
function usable({ members, nodes }: Surroundings): readonly OwnNode[] {
  const drained = new Set(nodes.filter(({ active }) => !active).map(({ id }) => id));
  return members.filter(({ node }) => !drained.has(node));
}

/**
 * Swarm takes all constraints of a service together. So one node is named, whatever joins the swarm later; of several the
 * others are left out, one by one, and with them those of hosts that are away, for they may come back.
 */
function onlyOn(template: TaskTemplate, members: readonly OwnNode[], around: Surroundings): TaskTemplate {
  const [first, second] = members;
  if (first !== undefined && second === undefined)
    return { ...template, Placement: { Constraints: [`node.id==${first.node}`] } };
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
