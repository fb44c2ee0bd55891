import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { statusOf } from '@pipeline-lab/image';
import type Docker from 'dockerode';
import { fail, PlabError } from '../errors.ts';
import type { Shipped } from '../host/journal.ts';
import { engineCall } from '../host/state.ts';
import { imageName } from '../release.ts';
import type { Connection } from '../ssh/connection.ts';
import { endForeignPulls } from './foreign-pulls.ts';
import { keepPulling } from './keep-pulling.ts';
import { endLeftPull } from './left-pull.ts';
import { type EngineKind, engineKind, pullImage } from './pull.ts';
import { withProgress } from './progress.ts';
import type { Source, Target } from './target.ts';

/** Brings the image to the host, only the layers that it lacks, and names it after the release. */
export async function ship(target: Target, signal: AbortSignal): Promise<Shipped> {
  const { connection, source, release } = target;
  const present = await findImage(connection.docker, release.image);
  // What goes by the registry takes it up.
  if (present !== undefined || connection.registryPort === undefined) await endLeftPull(connection);
  if (present !== undefined) {
    await tag(present, target);
    return { route: 'present', bytes: 0, layersSent: 0, layersReused: present.layers.length };
  }
  if (source === undefined)
    throw fail('PLAB_SHIP', connection.host.name, 'the image of the release is not there any more');
  return await engineCall(connection, () =>
    connection.registryPort === undefined
      ? load(target, source)
      : pull(target, source, connection.registryPort, signal),
  );
}

async function pull(target: Target, source: Source, port: number, signal: AbortSignal): Promise<Shipped> {
  const { docker, host } = target.connection;
  const { image, registry } = source;
  const pullNow = async (): Promise<string> => await pullThrough(target, source, port, signal);
  const reference = await withProgress(target, source, pullNow);
  const pulled = await findImage(docker, reference);
  if (pulled === undefined || pulled.layers.join() !== image.layers.map(({ diffId }) => diffId).join()) {
    throw fail('PLAB_SHIP', host.name, 'the image that arrived is not the one that was sent');
  }
  await tag(pulled, target);
  await docker.getImage(reference).remove();
  const { bytes, blobs } = registry.stats();
  const layersSent = image.layers.filter(({ diffId }) => blobs.has(diffId)).length;
  return { route: 'registry', bytes, layersSent, layersReused: image.layers.length - layersSent };
}

/** Pulls while nothing of other applications is in the way. Gives the image's name there. */
async function pullThrough(
  { connection, say }: Target,
  source: Source,
  port: number,
  signal: AbortSignal,
): Promise<string> {
  const kind = await engineKind(connection.docker);
  const others = kind === 'podman' ? undefined : await endForeignPulls(connection, say);
  try {
    return await pullKept(connection, kind, source, port, signal);
  } catch (error) {
    connection.lost.throwIfAborted();
    throw error instanceof PlabError ? error : shipFailure(connection.host.name, error);
  } finally {
    await others?.end();
  }
}

/** Leaves a pull behind that goes on by itself when it is the connection that ends. */
async function pullKept(
  connection: Connection,
  kind: EngineKind,
  { registry, window }: Source,
  port: number,
  signal: AbortSignal,
): Promise<string> {
  const sent = (): number => registry.stats().bytes;
  const kept = await keepPulling(connection, kind, registry, port, { window, sent });
  const reference = kept?.reference ?? registry.reference(port);
  try {
    // Of what it says to the pull on the host, only this store of early Dockers does not tell how that ended.
    if (kind === 'docker-containerd' || kept === undefined)
      await pullImage(connection.docker, kind, reference, signal);
    await kept?.ended(signal);
    return reference;
  } catch (error) {
    connection.lost.throwIfAborted();
    await kept?.stop();
    throw error;
  }
}

async function load(target: Target, source: Source): Promise<Shipped> {
  const { docker, host } = target.connection;
  target.say('this host cannot reach the registry: sending the whole image (docker save | docker load)');
  const body = new PassThrough();
  let bytes = 0;
  body.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  const [answer] = await Promise.all([docker.loadImage(body), pipeline(await source.save(), body)]);
  await pipeline(answer, new PassThrough().resume());
  const loaded = await findImage(docker, source.image.id);
  if (loaded === undefined) throw fail('PLAB_SHIP', host.name, 'the image is not there after docker load');
  await tag(loaded, target);
  return { route: 'save-load', bytes, layersSent: source.image.layers.length, layersReused: 0 };
}

interface FoundImage {
  readonly handle: Docker.Image;
  readonly layers: readonly string[];
}

async function findImage(docker: Docker, reference: string): Promise<FoundImage | undefined> {
  const handle = docker.getImage(reference);
  try {
    const { RootFS } = await handle.inspect();
    return { handle, layers: RootFS?.Layers ?? [] };
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

async function tag(image: FoundImage, target: Target): Promise<void> {
  const [repo, version] = imageName(target.app.app, target.release.id).split(':');
  await image.handle.tag({ repo: repo ?? '', tag: version ?? '' });
}

function shipFailure(host: string, error: unknown): Error {
  const said = error instanceof Error ? error.message : String(error);
  const code = /no space left on device/i.test(said) ? 'PLAB_HOST_DISK_FULL' : 'PLAB_SHIP';
  return fail(code, host, said, error);
}
