import type Docker from 'dockerode';
import { fail, PlabError } from '../errors.ts';
import { releaseOfServer } from '../proxy/entry.ts';
import { observeProxy } from '../proxy/proxy.ts';
import type { Connection } from '../ssh/connection.ts';

/** A release that a host keeps, as its containers tell. */
export interface KeptRelease {
  readonly id: string;
  /** The first of those that serve. */
  readonly container: string;
  readonly image: string;
  readonly label: string;
  readonly slot: number;
  /** All that serve run. */
  readonly running: boolean;
  /** No container is missing, as after a deployment that was cut. */
  readonly whole: boolean;
  /** Creation time of the container, seconds since 1970. */
  readonly created: number;
  /** The containers that serve, `web-1` first. */
  readonly replicas: readonly Replica[];
  /** Those that get no traffic. */
  readonly workers: readonly Member[];
}

/** A container of a release. */
export interface Member {
  /** Its role and number, such as `worker-1`. */
  readonly name: string;
  readonly container: string;
  readonly running: boolean;
}

/** A container that serves. */
export interface Replica extends Member {
  /** Its number from 0, which is that of its address: those before it may be missing. */
  readonly replica: number;
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
  /** Of one that serves beside the first: its number, from 2. */
  replica: 'plab.replica',
  /** How many containers the release has on its host. */
  members: 'plab.members',
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
  const groups = Map.groupBy(containers, ({ Labels }) => Labels[labels.release] ?? '');
  const ready = servers?.find(({ mode }) => mode === 'ready');
  const serving = ready === undefined ? undefined : releaseOfServer(ready.name);
  const known = new Set(servers?.map(({ name }) => releaseOfServer(name)));
  return {
    releases: [...groups].flatMap(([id, group]) => keptRelease(id, group) ?? []),
    serving,
    idleServers: [...known].filter((release) => release !== serving),
  };
}

/** What the containers of one release tell; undefined when none of them serves. */
function keptRelease(id: string, group: readonly Docker.ContainerInfo[]): KeptRelease | undefined {
  const serve = group
    .filter(({ Labels }) => Labels[labels.worker] === undefined)
    .toSorted((a, b) => replicaOf(a) - replicaOf(b));
  const [first] = serve;
  if (first === undefined) return undefined;
  const { Id, ImageID, Image, Labels, Created } = first;
  return {
    id,
    container: Id,
    image: ImageID,
    label: Labels[labels.name] ?? Image,
    slot: Number(Labels[labels.slot]),
    running: serve.every(isRunning),
    whole: group.length >= Number(Labels[labels.members] ?? 1),
    created: Created,
    replicas: serve.map((each) => ({
      ...memberOf(each, `web-${replicaOf(each) + 1}`),
      replica: replicaOf(each),
    })),
    workers: group
      .filter((each) => !serve.includes(each))
      .map((each) => memberOf(each, each.Labels[labels.worker] ?? ''))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function replicaOf({ Labels }: Docker.ContainerInfo): number {
  return Number(Labels[labels.replica] ?? 1) - 1;
}

function memberOf(info: Docker.ContainerInfo, name: string): Member {
  return { name, container: info.Id, running: isRunning(info) };
}

function isRunning({ State }: Docker.ContainerInfo): boolean {
  return State === 'running';
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
