import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import { fail } from '../errors.ts';
import { engineCall, type KeptRelease, labels } from '../host/state.ts';
import { type Admission, attestationFor } from '../provenance/admit.ts';
import type { Connection } from '../ssh/connection.ts';
import type { ExecRequest } from './exec.ts';
import { join, type Terminal } from './terminal.ts';
import { releaseOn, visit } from './visit.ts';

export interface OnceRequest extends Omit<ExecRequest, 'role'> {
  /** Whose images may run; absent: anybody's. What was signed of them is on the hosts. */
  readonly trust?: Pick<Admission, 'keys'>;
}

/**
 * Runs a command in a new container of a release, with its image, variables, volumes and limits; gives its exit code. The engine
 * removes the container when the command ends; one whose connection was lost runs on until then. Takes no lock.
 * Errors: PLAB_NOT_DEPLOYED, and those of an image that is not attested.
 */
export async function runOnce(request: OnceRequest, signal: AbortSignal): Promise<number> {
  const { app, host, release, argv, terminal, trust } = request;
  return await visit(app, host, signal, async (connection) => {
    const found = await releaseOn(connection, app, release);
    // A node of a swarm may have nothing of it but workers.
    if (found.container === '') throw fail('PLAB_NOT_DEPLOYED', host.name, `${app.app} that serves`);
    // Throws unless what was signed is about the image that serves.
    await attestationFor({ app, admission: trust }, connection, found);
    const stop = AbortSignal.any([signal, connection.lost]);
    return await engineCall(connection, async () => {
      const container = await createLike(connection, found, argv, terminal);
      return await untilEnd(connection, container, terminal, stop);
    });
  });
}

/**
 * As the container of the release, but for the command, and without its address, name and place in the proxy. By the id of
 * its image: under the name there may be another one by now.
 */
async function createLike(
  { docker }: Connection,
  { container, image }: KeptRelease,
  argv: readonly string[],
  { interactive }: Terminal,
): Promise<Docker.Container> {
  const { Config, HostConfig } = await docker.getContainer(container).inspect();
  return await docker.createContainer({
    Image: image,
    Env: Config.Env,
    Cmd: [...argv],
    Labels: { [labels.secrets]: Config.Labels[labels.secrets] ?? '' },
    Healthcheck: { Test: ['NONE'] },
    Tty: interactive,
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    HostConfig: { ...HostConfig, RestartPolicy: { Name: 'no' }, AutoRemove: true },
  });
}

async function untilEnd(
  { docker }: Connection,
  container: Docker.Container,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const stream = await container.attach({
    stream: true,
    hijack: true,
    stdin: true,
    stdout: true,
    stderr: true,
  });
  const ended = container.wait({ condition: 'removed' }) as Promise<{ readonly StatusCode: number }>;
  // Whoever is interrupted takes the command along.
  stop.addEventListener('abort', () => void container.kill().catch(() => undefined), { once: true });
  ended.catch(() => undefined);
  await container.start();
  await join(docker, stream as Duplex, terminal, async (size) => void (await container.resize(size)), stop);
  stop.throwIfAborted();
  return (await ended).StatusCode;
}
