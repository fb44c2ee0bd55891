import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { labels } from './host/labels.ts';

export interface LabPlace {
  readonly namespace: string;
  readonly stateDir: string;
}

/** Removes every container, volume, network and key of a lab, and nothing else; gives what was removed. */
export async function destroyLab(docker: Docker, { namespace, stateDir }: LabPlace): Promise<string[]> {
  const filters = { label: [`${labels.namespace}=${namespace}`] };
  const removed: string[] = [];
  for (const { Id, Names } of await docker.listContainers({ all: true, filters })) {
    await docker.getContainer(Id).remove({ force: true, v: true });
    removed.push(`container ${Names[0]?.slice(1) ?? Id}`);
  }
  const { Volumes } = await docker.listVolumes({ filters: JSON.stringify(filters) as never });
  for (const { Name } of Volumes ?? []) {
    await docker.getVolume(Name).remove();
    removed.push(`volume ${Name}`);
  }
  for (const { Id, Name } of await docker.listNetworks({ filters })) {
    await docker.getNetwork(Id).remove();
    removed.push(`network ${Name}`);
  }
  await rm(join(stateDir, 'lab'), { recursive: true, force: true });
  return removed;
}

/** The names of the lab's hosts, running or not. */
export async function listHosts(docker: Docker, namespace: string): Promise<string[]> {
  const filters = { label: [`${labels.namespace}=${namespace}`] };
  const containers = await docker.listContainers({ all: true, filters });
  return containers.flatMap(({ Labels }) => Labels[labels.host] ?? []);
}
