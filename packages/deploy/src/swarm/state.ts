import type { AppConfig } from '../config/schema.ts';
import { type HostState, labels } from '../host/state.ts';
import type { Release } from '../release.ts';
import { all } from '../rollout/phase.ts';
import { type Cluster, type Member, type Node, nodesOf } from './cluster.ts';
import { dismissed, type Placed, placesOf, samePlaces, type Surroundings } from './placement.ts';
import { keptReleases, type SwarmRelease } from './releases.ts';
import { publishedPort, serviceName } from './settings.ts';
import { findService, roleServices, type Service, type Task, tasksOf } from './service.ts';

/** What is true of an application on its swarm now. */
export interface SwarmState {
  readonly service: Service | undefined;
  /** Those of what works beside it, by role. */
  readonly roles: ReadonlyMap<string, Service>;
  /** Of all its services. */
  readonly tasks: readonly Task[];
  readonly nodes: readonly Node[];
  readonly kept: readonly SwarmRelease[];
  /** The release whose containers run; of two, the one that the service is to have. */
  readonly serving: string | undefined;
}

export async function observeSwarm(cluster: Cluster): Promise<SwarmState> {
  const [service, roles] = [await findService(cluster), await roleServices(cluster)];
  const names = [undefined, ...roles.keys()].map((role) => serviceName(cluster.app, role));
  const tasks = (await all(names, (name) => tasksOf(cluster, name))).flat();
  const [nodes, kept] = [await nodesOf(cluster), await keptReleases(cluster)];
  return { service, roles, tasks, nodes, kept, serving: servingOf(service, tasks) };
}

/** Its roles; none where nothing serves: what a first deployment that was cut left is no release to go back to. Pure. */
export function standingRoles({
  service,
  roles,
}: Pick<SwarmState, 'service' | 'roles'>): SwarmState['roles'] {
  return service === undefined ? new Map() : roles;
}

/** Pure. */
export function servingOf(service: Service | undefined, tasks: readonly Task[]): string | undefined {
  const running = new Set(tasks.filter(serves).map(({ release }) => release));
  const wanted = service?.spec.Labels[labels.release];
  return wanted !== undefined && running.has(wanted) ? wanted : [...running][0];
}

/** As one node of the swarm sees it, in the form that single hosts have. Pure. */
export function hostState({ tasks, kept, serving }: SwarmState, { node }: Pick<Member, 'node'>): HostState {
  const here = tasks.filter((task) => task.node === node && task.wanted);
  return {
    serving,
    idleServers: [],
    releases: kept.map(({ id, label, image, created }) => {
      const own = here.filter(({ release }) => release === id);
      const task = own.find(serves);
      const container = task?.container ?? '';
      const running = task !== undefined;
      const replicas = running ? [{ name: 'web-1', container, running, replica: 0 }] : [];
      const rest = { slot: 0, running, whole: true, replicas, workers: workersOf(own) };
      return { id, label, image, created, container, ...rest };
    }),
  };
}

function workersOf(tasks: readonly Task[]): HostState['releases'][number]['workers'] {
  return tasks
    .flatMap(({ role, slot, container = '', state }) =>
      role === undefined ? [] : [{ name: `${role}-${slot}`, container, running: state === 'running' }],
    )
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

function serves({ role, state, wanted }: Task): boolean {
  return role === undefined && wanted && state === 'running';
}

/** States of an update that is not at its end. */
const unsettled = ['updating', 'paused', 'rollback_started', 'rollback_paused'];

/** The services have the release already, where and as often as deploy.yml says, and what serves at its port. Pure. */
export function stands(
  state: SwarmState,
  release: Pick<Release, 'id'>,
  app: AppConfig,
  around: Omit<Surroundings, 'nodes'>,
): boolean {
  const kept = state.kept.find(({ id }) => id === release.id);
  if (kept === undefined || state.serving !== release.id) return false;
  const places = { ...around, nodes: state.nodes };
  const extra = dismissed(state.roles.keys(), kept.workload, places).length > 0;
  const port = state.service?.spec.EndpointSpec.Ports?.[0]?.PublishedPort;
  const wanted = placesOf(app, kept.workload, places);
  return !extra && port === publishedPort(app) && wanted.every((each) => has(state, each, release.id));
}

function has({ service: web, roles, tasks }: SwarmState, wanted: Placed, release: string): boolean {
  const { role, replicas, template } = wanted;
  const service = role === undefined ? web : roles.get(role);
  const running = tasks.filter(
    (task) => task.role === role && task.wanted && task.state === 'running' && task.release === release,
  );
  return (
    service?.spec.Labels[labels.release] === release &&
    service.spec.Mode.Replicated.Replicas === replicas &&
    samePlaces(service.spec.TaskTemplate, template) &&
    !unsettled.includes(service.update?.state ?? '') &&
    running.length >= replicas
  );
}
