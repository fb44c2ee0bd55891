import { join } from 'node:path';
import type { Host } from '@pipeline-lab/deploy';
import type Docker from 'dockerode';
import { pack } from 'tar-stream';
import { Readable } from 'node:stream';
import { hostStart } from '../errors.ts';
import { containerOptions, type ContainerRequest, type Privilege, volumesOf } from './container.ts';
import { ensureKeys, type HostKeys, writeSshConfig } from './keys.ts';
import { labels, labelsOf } from './labels.ts';
import { requireFreePort } from './port.ts';
import { untilReady } from './ready.ts';

export interface CreateHostOptions {
  /** What `deploy.yml` calls the host. */
  readonly name: string;
  /** Prefix and label of everything that is made. */
  readonly namespace: string;
  /** From {@link ensureHostImage}. */
  readonly image: string;
  /** Port on this machine's loopback that leads to the host's port 80; 0 lets the engine choose. */
  readonly webPort: number;
  /** Folder that gets the keys and the SSH configuration, in `lab/`. */
  readonly stateDir: string;
  /** Size (bytes) of the host's disk for images, then held in memory. For tests. */
  readonly diskBytes?: number;
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

export interface LabHost {
  readonly host: Host;
  readonly webPort: number;
  /** As `webPort`, to port 443. */
  readonly tlsPort: number;
  readonly containerId: string;
  readonly sshConfigFile: string;
}

/**
 * A running lab host of that name: the one that is there, or a new one. Its images and containers outlive a change of
 * the recipe. Errors: PLAB_PORT_TAKEN before anything is made, PLAB_LAB_START, PLAB_LAB_NOT_READY.
 */
export async function createHost(docker: Docker, options: CreateHostOptions): Promise<LabHost> {
  const { name, signal } = options;
  const labFolder = join(options.stateDir, 'lab');
  const keys = await ensureKeys(join(labFolder, name));
  const container = (await reusable(docker, options, keys)) ?? (await create(docker, options, keys));
  await untilReady(container, name, signal);
  const { NetworkSettings, Id } = await container.inspect();
  const published = (port: string): number => Number(NetworkSettings.Ports[port]?.[0]?.HostPort);
  const sshConfigFile = await writeSshConfig(labFolder, name, published('22/tcp'));
  return {
    host: { name, target: name, sshConfigFile },
    webPort: published('80/tcp'),
    tlsPort: published('443/tcp'),
    containerId: Id,
    sshConfigFile,
  };
}

/**
 * Throws PLAB_PORT_TAKEN when a host could not publish this port: something listens there that is not the host
 * itself. For asking before anything else is done.
 */
export async function requireWebPort(
  docker: Docker,
  { namespace, name, webPort }: Pick<CreateHostOptions, 'namespace' | 'name' | 'webPort'>,
): Promise<void> {
  const found = await findHost(docker, namespace, name);
  const own = found?.State === 'running' && found.Ports.some(({ PublicPort }) => PublicPort === webPort);
  if (!own) await requireFreePort(webPort);
}

async function findHost(
  docker: Docker,
  namespace: string,
  name: string,
): Promise<Docker.ContainerInfo | undefined> {
  const label = [`${labels.namespace}=${namespace}`, `${labels.host}=${name}`];
  const [found] = await docker.listContainers({ all: true, filters: { label } });
  return found;
}

/** The container that is there, running; one that differs from what is asked for is removed. */
async function reusable(
  docker: Docker,
  options: CreateHostOptions,
  keys: HostKeys,
): Promise<Docker.Container | undefined> {
  const found = await findHost(docker, options.namespace, options.name);
  if (found === undefined) return undefined;
  const container = docker.getContainer(found.Id);
  const { HostConfig, Config, State } = await container.inspect();
  const webPort = Number(HostConfig.PortBindings?.['80/tcp']?.[0]?.HostPort);
  const same = Config.Image === options.image && webPort === options.webPort && !keys.fresh;
  if (same && State.Running) return container;
  if (!State.Running || webPort !== options.webPort) await requireFreePort(options.webPort);
  if (same) {
    options.say(`starting the lab host ${options.name}`);
    await container.start();
    return container;
  }
  options.say(`making the lab host ${options.name} anew: its recipe, port or keys have changed`);
  await container.remove({ force: true });
  return undefined;
}

async function create(docker: Docker, options: CreateHostOptions, keys: HostKeys): Promise<Docker.Container> {
  await requireFreePort(options.webPort);
  const name = `${options.namespace}-${options.name}`;
  options.say(`making the lab host ${options.name}`);
  const ownLabels = labelsOf(options.namespace, options.name);
  if (options.diskBytes === undefined) {
    for (const volume of Object.values(volumesOf(name)))
      await docker.createVolume({ Name: volume, Labels: ownLabels });
  }
  const { image, webPort, diskBytes } = options;
  const disk = diskBytes === undefined ? {} : { diskBytes };
  const request = { name, image, webPort, labels: ownLabels, ...disk };
  try {
    return await start(docker, request, keys, 'privileged');
  } catch {
    options.signal.throwIfAborted();
  }
  try {
    return await start(docker, request, keys, 'capabilities');
  } catch (error) {
    throw hostStart(options.name, error instanceof Error ? error.message : String(error), error);
  }
}

async function start(
  docker: Docker,
  request: ContainerRequest,
  keys: HostKeys,
  privilege: Privilege,
): Promise<Docker.Container> {
  const container = await docker.createContainer(containerOptions(request, privilege));
  try {
    await container.putArchive(keyArchive(keys), { path: '/etc/ssh' });
    await container.start();
    return container;
  } catch (error) {
    await container.remove({ force: true });
    throw error;
  }
}

function keyArchive({ authorizedKey, hostKey }: HostKeys): NodeJS.ReadableStream {
  const archive = pack();
  archive.entry({ name: 'ssh_host_ed25519_key', mode: 0o600 }, hostKey);
  archive.entry({ name: 'authorized_keys', mode: 0o644 }, authorizedKey);
  archive.finalize();
  return Readable.from(archive);
}
