import { createHash } from 'node:crypto';
import type { Engine } from '@pipeline-lab/image';
import {
  createHost,
  type CreateHostOptions,
  destroyLab,
  inside,
  labelsOf,
  type LabHost,
  volumesOf,
} from '@pipeline-lab/lab';

type Docker = Engine['docker'];

const namespace = 'plab-test-warm';

/** How a disk comes to hold the layers of a base image. */
export interface WarmUp {
  readonly baseImage: string;
  /** Deploys something with that base. */
  readonly deploy: (host: LabHost) => Promise<unknown>;
}

/**
 * Gives a host that is yet to be made the disk of one that was deployed to before: its engine has pulled the base image,
 * and a first deployment takes seconds. That disk is made once for the images that it comes from.
 */
export async function warmDisk(docker: Docker, options: CreateHostOptions, warmUp: WarmUp): Promise<void> {
  const disk = diskOf(options);
  if (await exists(docker, disk)) return;
  const source = await warmSource(docker, options, warmUp);
  await docker.createVolume({ Name: disk, Labels: labelsOf(options.namespace, options.name) });
  await copy(docker, options.image, source, disk);
}

async function warmSource(docker: Docker, options: CreateHostOptions, warmUp: WarmUp): Promise<string> {
  const name = await nameFor(docker, [options.image, warmUp.baseImage]);
  const host = { ...options, namespace, name, webPort: 0 };
  const disk = diskOf(host);
  // The container goes last: where it is, an earlier run was interrupted.
  const { length: unfinished } = await docker.listContainers({ all: true, filters: { volume: [disk] } });
  if (unfinished > 0 || !(await exists(docker, disk))) {
    await destroyLab(docker, host);
    await makeSource(docker, host, warmUp);
  }
  return disk;
}

/** The volume that a host's engine keeps its images in. */
function diskOf({ namespace: lab, name }: CreateHostOptions): string {
  return volumesOf(`${lab}-${name}`).docker;
}

async function makeSource(docker: Docker, options: CreateHostOptions, warmUp: WarmUp): Promise<void> {
  const host = await createHost(docker, options);
  await warmUp.deploy(host);
  await inside(docker, host, keepTheImageAlone);
  const container = docker.getContainer(host.containerId);
  await container.stop();
  await container.remove();
}

/** Under a name that is no release's. */
const keepTheImageAlone = `set -e
docker rm -f $(docker ps -aq)
docker network prune -f
docker tag $(docker images -q) base:pulled
docker rmi $(docker images plab/warm-up --format '{{.Repository}}:{{.Tag}}')`;

async function nameFor(docker: Docker, images: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const image of images) hash.update((await docker.getImage(image).inspect()).Id);
  return hash.digest('hex').slice(0, 12);
}

async function exists(docker: Docker, volume: string): Promise<boolean> {
  const { Volumes } = await docker.listVolumes();
  return Volumes.some(({ Name }) => Name === volume);
}

async function copy(docker: Docker, image: string, from: string, to: string): Promise<void> {
  const container = await docker.createContainer({
    Image: image,
    Entrypoint: ['cp', '-a', '/from/.', '/to/'],
    Cmd: [],
    HostConfig: { NetworkMode: 'none', Binds: [`${from}:/from:ro`, `${to}:/to:nocopy`] },
  });
  try {
    await container.start();
    const { StatusCode } = (await container.wait()) as { StatusCode: number };
    if (StatusCode !== 0) throw new Error(`the copy of ${from} ended with ${StatusCode}`);
  } finally {
    await container.remove({ force: true });
  }
}
