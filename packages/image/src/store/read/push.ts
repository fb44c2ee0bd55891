import type Docker from 'dockerode';
import { importImage } from './import.ts';
import { receivePush } from './push-registry.ts';
import type { ReadImage, ReadRequest } from './request.ts';

/** An engine that has not come to the registry within this time (ms) cannot reach it: it may live in a machine of its own. */
const patience = 10_000;
const tag = 'image';

/**
 * Has the engine push the image to a registry of this process, which has every layer that the store has: the engine
 * sends the others alone. It compresses a layer once in its life, and remembers the digest. Undefined for an image
 * without a name, which would go with the name that a push needs, and for Podman. Errors: what the engine said.
 */
export async function readFromPush(request: ReadRequest): Promise<ReadImage | undefined> {
  const { engine, id, folder, storeDir, signal } = request;
  if (engine.kind !== 'docker' || !engine.endpoint.startsWith('unix://')) return undefined;
  const { RepoTags } = await engine.docker.getImage(id).inspect();
  if ((RepoTags ?? []).length === 0) return undefined;
  const registry = await receivePush({ folder, storeDir });
  const name = `127.0.0.1:${registry.port}/${registry.repository}`;
  try {
    await engine.docker.getImage(id).tag({ repo: name, tag });
    try {
      await push(engine.docker, `${name}:${tag}`, registry.contacted, signal);
    } finally {
      await engine.docker.getImage(`${name}:${tag}`).remove();
    }
    const image = await importImage(registry.received(), request);
    return { ...image, read: { ...image.read, bytes: registry.bytes() } };
  } finally {
    await registry.close();
  }
}

async function push(
  docker: Docker,
  name: string,
  contacted: Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const unreachable = new AbortController();
  const timer = setTimeout(
    () => unreachable.abort(new Error('the engine does not reach 127.0.0.1 of this machine')),
    patience,
  );
  void contacted.then(() => clearTimeout(timer));
  try {
    const abortSignal = AbortSignal.any([signal, unreachable.signal]);
    const progress = await docker.getImage(name).push({ authconfig: nobody, abortSignal });
    await new Promise<void>((resolve, reject) => {
      docker.modem.followProgress(progress, (error) => (error === null ? resolve() : reject(error)));
    });
  } finally {
    clearTimeout(timer);
  }
}

/** The API asks for credentials; there are none to give. */
const nobody: Docker.AuthConfig = { username: '', password: '', serveraddress: '' };
