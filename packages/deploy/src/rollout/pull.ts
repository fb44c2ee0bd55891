import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type Docker from 'dockerode';

/** What tells how a host's engine pulls and keeps images. */
export type EngineKind = 'docker' | 'docker-containerd' | 'podman';

/** Asks a host's engine what it is. Podman and Docker's two stores differ in what a pull needs and leaves. */
export async function engineKind(docker: Docker): Promise<EngineKind> {
  const [{ Components }, { DriverStatus }] = (await Promise.all([docker.version(), docker.info()])) as [
    { Components?: readonly { readonly Name: string }[] },
    { DriverStatus?: readonly (readonly string[])[] },
  ];
  if (Components?.some(({ Name }) => /podman/i.test(Name)) === true) return 'podman';
  const containerd = DriverStatus?.some(
    ([, value]) => value?.startsWith('io.containerd.snapshotter') === true,
  );
  return containerd === true ? 'docker-containerd' : 'docker';
}

/** Has the engine pull an image from a registry on its own loopback. Errors: what the engine said. */
export async function pullImage(
  docker: Docker,
  kind: EngineKind,
  reference: string,
  signal: AbortSignal,
): Promise<void> {
  const progress =
    kind === 'podman'
      ? await podmanPull(docker, reference, signal)
      : ((await docker.pull(reference, { abortSignal: signal })) as Readable);
  for await (const line of createInterface({ input: progress })) {
    const { error } = line === '' ? {} : (JSON.parse(line) as { error?: string });
    if (error !== undefined) throw new Error(error);
  }
}

/** Podman takes 127.0.0.1 for a registry like any other, and only its own API can say that it speaks no TLS. */
export const podmanPullPath = '/v4.0.0/libpod/images/pull?';

function podmanPull(docker: Docker, reference: string, abortSignal: AbortSignal): Promise<Readable> {
  const request = {
    path: podmanPullPath,
    method: 'POST',
    options: { reference, tlsVerify: false },
    isStream: true,
    abortSignal,
    statusCodes: { 200: true, 400: 'the reference is refused', 500: 'the pull failed' },
  };
  return new Promise((resolve, reject) => {
    docker.modem.dial(request, (error: Error | null, stream) =>
      error === null ? resolve(stream as Readable) : reject(error),
    );
  });
}
