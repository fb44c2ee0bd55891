import { createHash } from 'node:crypto';
import type Docker from 'dockerode';
import { createHost, type CreateHostOptions, type LabHost } from './host/create.ts';
import { inside } from './host/inside.ts';
import { labelsOf } from './host/labels.ts';

export interface ClusterOptions extends Omit<CreateHostOptions, 'name' | 'webPort' | 'diskBytes'> {
  /** Names of its hosts; each becomes a manager, so that the cluster outlives one of three. */
  readonly names: readonly string[];
}

/**
 * Lab hosts that are the nodes of one Docker Swarm, on a network of their own where each keeps its address over a
 * restart. Those that are there already stay. Errors: as `createHost`.
 */
export async function createCluster(docker: Docker, options: ClusterOptions): Promise<LabHost[]> {
  const { names, namespace } = options;
  const network = await privateNetwork(docker, namespace);
  const hosts: LabHost[] = [];
  for (const [index, name] of names.entries()) {
    const host = await createHost(docker, { ...options, name, webPort: 0 });
    await connect(docker, network, host, clusterAddress(namespace, index));
    await join(docker, host, hosts[0], clusterAddress(namespace, index), clusterAddress(namespace, 0));
    hosts.push(host);
  }
  return hosts;
}

/** The address that a cluster's host has on its network, counted from 0. */
export function clusterAddress(namespace: string, index: number): string {
  return `${prefix(namespace)}.${11 + index}`;
}

async function privateNetwork(docker: Docker, namespace: string): Promise<string> {
  const name = `${namespace}-cluster`;
  const [found] = await docker.listNetworks({ filters: { name: [`^${name}$`] } });
  if (found !== undefined) return found.Id;
  const made = await docker.createNetwork({
    Name: name,
    Labels: labelsOf(namespace, 'cluster'),
    IPAM: { Config: [{ Subnet: `${prefix(namespace)}.0/24` }] },
  });
  return made.id;
}

/** A /24 out of 10.217.0.0/16, chosen by the name of the lab. */
function prefix(namespace: string): string {
  return `10.217.${createHash('sha256').update(namespace).digest().readUInt8(0)}`;
}

async function connect(docker: Docker, network: string, host: LabHost, address: string): Promise<void> {
  const { NetworkSettings } = await docker.getContainer(host.containerId).inspect();
  if (Object.values(NetworkSettings.Networks).some(({ IPAddress }) => IPAddress === address)) return;
  const EndpointConfig = { IPAMConfig: { IPv4Address: address } };
  await docker.getNetwork(network).connect({ Container: host.containerId, EndpointConfig });
}

/** Docker refuses a swarm while containers outlive a restart of the engine. */
const withoutLiveRestore = `sed -i 's/"live-restore": true/"live-restore": false/' /etc/docker/daemon.json
kill -HUP $(pidof dockerd)
while [ "$(docker info --format '{{.LiveRestoreEnabled}}')" = true ]; do sleep 0.1; done`;

async function join(
  docker: Docker,
  host: LabHost,
  first: LabHost | undefined,
  address: string,
  manager: string,
): Promise<void> {
  const state = await inside(docker, host, "docker info --format '{{.Swarm.LocalNodeState}}'");
  if (state.trim() === 'active') return;
  await inside(docker, host, withoutLiveRestore);
  const own = `--advertise-addr ${address} --listen-addr ${address}:2377`;
  if (first === undefined) return void (await inside(docker, host, `docker swarm init ${own}`));
  const token = await inside(docker, first, 'docker swarm join-token --quiet manager');
  await inside(docker, host, `docker swarm join ${own} --token ${token.trim()} ${manager}:2377`);
}
