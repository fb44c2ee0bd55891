import type Docker from 'dockerode';
import { fail, PlabError } from '../errors.ts';
import { observeProxy } from '../proxy/proxy.ts';
import type { Connection } from '../ssh/connection.ts';

/** A release that a host keeps, as its container tells. */
export interface KeptRelease {
  readonly id: string;
  readonly container: string;
  readonly image: string;
  readonly label: string;
  readonly slot: number;
  readonly running: boolean;
  /** Creation time of the container, seconds since 1970. */
  readonly created: number;
  readonly workers: readonly Worker[];
}

/** A container of a release that gets no traffic. */
export interface Worker {
  /** Such as `worker-1`. */
  readonly name: string;
  readonly container: string;
  readonly running: boolean;
}

/** What is true on a host now. `serving` is what the proxy sends new requests to. */
export interface HostState {
  readonly releases: readonly KeptRelease[];
  readonly serving: string | undefined;
  /** Servers in the proxy that get no new requests. */
  readonly idleServers: readonly string[];
}

export const labels = {
  app: 'plab.app',
  release: 'plab.release',
  slot: 'plab.slot',
  /** Of a container without traffic: its role and number. */
  worker: 'plab.worker',
  name: 'plab.label',
  /** Names of secret variables, separated by commas. */
  secrets: 'plab.secrets',
} as const;

/** Looks at a host's engine and proxy. */
export async function observe(connection: Connection, app: string): Promise<HostState> {
  const [containers, servers] = await Promise.all([
    engineCall(connection, () =>
      connection.docker.listContainers({ all: true, filters: { label: [`${labels.app}=${app}`] } }),
    ),
    observeProxy(connection),
  ]);
  const workers = containers.filter(({ Labels }) => Labels[labels.worker] !== undefined);
  const releases = containers
    .filter((container) => !workers.includes(container))
    .map((container) => ({
      id: container.Labels[labels.release] ?? '',
      container: container.Id,
      image: container.ImageID,
      label: container.Labels[labels.name] ?? container.Image,
      slot: Number(container.Labels[labels.slot]),
      running: container.State === 'running',
      created: container.Created,
      workers: workers
        .filter(({ Labels }) => Labels[labels.release] === container.Labels[labels.release])
        .map(workerOf)
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    }));
  const ready = servers?.find(({ mode }) => mode === 'ready')?.name;
  return {
    releases,
    serving: ready?.replace(/^r-/, ''),
    idleServers: (servers ?? [])
      .filter(({ name }) => name !== ready)
      .map(({ name }) => name.replace(/^r-/, '')),
  };
}

function workerOf({ Id, Labels, State }: Docker.ContainerInfo): Worker {
  return { name: Labels[labels.worker] ?? '', container: Id, running: State === 'running' };
}

/** Calls the host's engine; a failure to reach it becomes PLAB_HOST_ENGINE, a full disk PLAB_HOST_DISK_FULL. */
export async function engineCall<T>(
  connection: Pick<Connection, 'host' | 'lost'>,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    connection.lost.throwIfAborted();
    if (error instanceof PlabError) throw error;
    const said = error instanceof Error ? error.message : String(error);
    if (/no space left on device/i.test(said))
      throw fail('PLAB_HOST_DISK_FULL', connection.host.name, said, error);
    const reached = error !== null && typeof error === 'object' && 'statusCode' in error;
    if (reached) throw error;
    throw fail('PLAB_HOST_ENGINE', connection.host.name, said, error);
  }
}
