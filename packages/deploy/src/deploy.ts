import {
  createLanes,
  exportImage,
  isImageName,
  serveImage,
  type Engine,
  type ShippableImage,
} from '@pipeline-lab/image';
import { commitOf } from './commit.ts';
import type { AppConfig } from './config/schema.ts';
import { type AroundEffect, numbered } from './effects/effects.ts';
import { fail } from './errors.ts';
import type { Host } from './host/host.ts';
import type { DeploymentRecord } from './host/journal.ts';
import { type HostPreview, preview } from './operate/preview.ts';
import { type Admission, admit, type Trust } from './provenance/admit.ts';
import { type Release, releaseOf } from './release.ts';
import type { Report } from './rollout/events.ts';
import type { Caller } from './rollout/hooks.ts';
import { persist } from './rollout/persist.ts';
import type { ProxyFiles, Source } from './rollout/target.ts';
import { previewOnSwarm } from './swarm/preview.ts';

export interface DeployRequest {
  readonly engine: Engine;
  readonly app: AppConfig;
  readonly hosts: readonly Host[];
  /** Reference of the image in the local engine. */
  readonly image: string;
  /** The variables of its container that are no secrets. */
  readonly env: Readonly<Record<string, string>>;
  /** Values of the secret variables, by name. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly proxyFiles?: ProxyFiles;
  /** Where hooks run, and what they get to know. */
  readonly caller?: Omit<Caller, 'verb'>;
  /** Folder that keeps the layers which were read from the engine. */
  readonly storeFolder: string;
  /** Whether hosts that are out of reach are left out instead of ending it for all. */
  readonly allowMissing?: boolean;
  /** Stands around each effect, for tests of what a crash leaves behind. */
  readonly around?: AroundEffect;
  /** What people call the image; default: its reference. */
  readonly label?: string;
  /** Whose images may be deployed; absent: anybody's. */
  readonly trust?: Trust;
}

/**
 * Ships an image to every host and moves the traffic to it; gives one record a host. On failure every host serves
 * what it served before, and the error says why.
 */
export async function deploy(
  request: DeployRequest,
  report: Report,
  signal: AbortSignal,
): Promise<DeploymentRecord[]> {
  const image = await exported(request, report, signal);
  const admission = await admissionOf(request, image);
  const sources = await serveToEach(request, image, signal);
  const release = desiredRelease(request, image);
  const missing = request.allowMissing === true ? { allowMissing: true } : {};
  try {
    return await persist(
      {
        verb: 'deploy',
        app: request.app,
        hosts: request.hosts,
        release: async () => release,
        effects: numbered(report, request.around),
        sources,
        proxyFiles: request.proxyFiles ?? {},
        ...(request.caller === undefined ? {} : { caller: request.caller }),
        ...(admission === undefined ? {} : { admission }),
        ...missing,
      },
      report,
      signal,
    );
  } finally {
    await Promise.all([...sources.values()].map(({ registry }) => registry.close()));
  }
}

/** What a deployment would do on each host. Takes no lock and changes nothing. Errors: as {@link deploy}. */
export async function previewDeployment(request: DeployRequest, signal: AbortSignal): Promise<HostPreview[]> {
  const image = await exported(request, () => undefined, signal);
  await admissionOf(request, image);
  const release = desiredRelease(request, image);
  if (request.app.swarm !== undefined)
    return await previewOnSwarm({ app: request.app, hosts: request.hosts, image, release }, signal);
  return await Promise.all(
    request.hosts.map(
      async (host) =>
        await preview({ app: request.app, host, image, release, first: host === request.hosts[0] }, signal),
    ),
  );
}

function desiredRelease(
  { app, image: reference, label = reference, env, secrets }: DeployRequest,
  image: ShippableImage,
): Release {
  return { ...releaseOf(image.id, label, app, { env, secrets }), commit: commitOf(image.configBytes) };
}

async function admissionOf(
  { trust, image, label = image }: DeployRequest,
  { id }: ShippableImage,
): Promise<Admission | undefined> {
  return trust === undefined ? undefined : await admit(trust, { id, name: label });
}

async function exported(
  request: DeployRequest,
  report: Report,
  signal: AbortSignal,
): Promise<ShippableImage> {
  await requireImage(request.engine, request.image);
  return await exportImage(request.engine, request.image, {
    storeDir: request.storeFolder,
    signal,
    told: (read) => report({ type: 'image', ...read }),
  });
}

/** What the local engine tells of an image. Errors: PLAB_IMAGE_MISSING. */
export async function requireImage(
  { docker }: Pick<Engine, 'docker'>,
  image: string,
): Promise<{ readonly id: string; readonly bytes: number }> {
  const found = isImageName(image)
    ? await docker
        .getImage(image)
        .inspect()
        .catch(() => undefined)
    : undefined;
  if (found === undefined) throw fail('PLAB_IMAGE_MISSING', image, image);
  return { id: found.Id, bytes: found.Size };
}

/**
 * Large blobs that are under way at a time to hosts that do not ask for pieces, to all of them together. Four fill a line; what more
 * of them would have in the buffers on the way only keeps the commands waiting that go over the same connections.
 */
const atATime = 4;

/** Bytes that are on their way to all hosts together before anything is known of the line, unless there are very many. */
const atFirst = 1_048_576;

/** Layers that an engine downloads at a time. */
const downloads = 3;

/** Bytes of a blob that each of so many hosts asks for at first: enough for what asking takes to be little beside it. */
function firstWindow(hosts: number): number {
  return Math.min(262_144, Math.max(16_384, Math.floor(atFirst / (hosts * downloads))));
}

/** A registry for each host, so that what one fetches can be told from what another does. */
async function serveToEach(
  request: DeployRequest,
  image: ShippableImage,
  signal: AbortSignal,
): Promise<Map<Host, Source>> {
  const save = (): Promise<NodeJS.ReadableStream> => request.engine.docker.getImage(request.image).get();
  const lanes = createLanes(atATime);
  const window = firstWindow(request.hosts.length);
  const sources = await Promise.all(
    request.hosts.map(
      async (host): Promise<readonly [Host, Source]> => [
        host,
        { image, registry: await serveImage(image, { signal, name: request.app.app, lanes }), window, save },
      ],
    ),
  );
  return new Map(sources);
}
