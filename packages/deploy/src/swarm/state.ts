import type { AppConfig } from '../config/schema.ts';
import { type HostState, labels } from '../host/state.ts';
import type { Release } from '../release.ts';
import type { Cluster, Member } from './cluster.ts';
import { keptReleases, type SwarmRelease } from './releases.ts';
import { publishedPort, replicasOf } from './spec.ts';
import { findService, type Service, type Task, tasksOf } from './service.ts';

/** What is true of an application on its swarm now. */
export interface SwarmState {
  readonly service: Service | undefined;
  readonly tasks: readonly Task[];
  readonly kept: readonly SwarmRelease[];
  /** The release whose containers run; of two, the one that the service is to have. */
  readonly serving: string | undefined;
}

export async function observeSwarm(cluster: Cluster): Promise<SwarmState> {
  const [service, tasks, kept] = [
    await findService(cluster),
    await tasksOf(cluster),
    await keptReleases(cluster),
  ];
  return { service, tasks, kept, serving: servingOf(service, tasks) };
}

/** Pure. */
export function servingOf(service: Service | undefined, tasks: readonly Task[]): string | undefined {
  const running = new Set(tasks.filter(isRunning).map(({ release }) => release));
  const wanted = service?.spec.Labels[labels.release];
  return wanted !== undefined && running.has(wanted) ? wanted : [...running][0];
}

/** As one node of the swarm sees it, in the form that single hosts have. Pure. */
export function hostState({ tasks, kept, serving }: SwarmState, { node }: Pick<Member, 'node'>): HostState {
  const here = tasks.filter((task) => task.node === node && isRunning(task));
  return {
    serving,
    idleServers: [],
    releases: kept.map(({ id, label, image, created }) => {
      const task = here.find(({ release }) => release === id);
      const container = task?.container ?? '';
      const running = task !== undefined;
      const replicas = running ? [{ name: 'web-1', container, running, replica: 0 }] : [];
      const rest = { slot: 0, running, whole: true, replicas, workers: [] };
      return { id, label, image, created, container, ...rest };
    }),
  };
}

function isRunning({ state, wanted }: Task): boolean {
  return wanted && state === 'running';
}

/** States of an update that is not at its end. */
const unsettled = ['updating', 'paused', 'rollback_started', 'rollback_paused'];

/** The service has the release already, with as many containers and at the port that deploy.yml says. Pure. */
export function stands(
  { service, tasks, serving }: SwarmState,
  release: Pick<Release, 'id'>,
  app: AppConfig,
  hosts: number,
): boolean {
  const replicas = replicasOf(app, hosts);
  const running = tasks.filter((task) => isRunning(task) && task.release === release.id);
  return (
    serving === release.id &&
    service?.spec.Labels[labels.release] === release.id &&
    service.spec.Mode.Replicated.Replicas === replicas &&
    service.spec.EndpointSpec.Ports[0]?.PublishedPort === publishedPort(app) &&
    !unsettled.includes(service.update?.state ?? '') &&
    running.length >= replicas
  );
}
