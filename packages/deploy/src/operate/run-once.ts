import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import { engineCall, labels } from '../host/state.ts';
import type { Connection } from '../ssh/connection.ts';
import type { ExecRequest } from './exec.ts';
import { join, type Terminal } from './terminal.ts';
import { releaseOn, visit } from './visit.ts';

/**
 * Runs a command in a new container of a release, with its variables, volumes and limits; gives its exit code. The engine
 * removes the container when the command ends; one whose connection was lost runs on until then. Takes no lock. Errors: PLAB_NOT_DEPLOYED.
 */
export async function runOnce(request: Omit<ExecRequest, 'role'>, signal: AbortSignal): Promise<number> {
  const { app, host, release, argv, terminal } = request;
  return await visit(app, host, signal, async (connection) => {
    const found = await releaseOn(connection, app, release);
    const stop = AbortSignal.any([signal, connection.lost]);
    return await engineCall(connection, async () => {
      const container = await createLike(connection, found.container, argv, terminal);
      return await untilEnd(connection, container, terminal, stop);
    });
  });
}

/** As the container of the release, but for the command, and without its address, name and place in the proxy. */
async function createLike(
  { docker }: Connection,
  container: string,
  argv: readonly string[],
  { interactive }: Terminal,
): Promise<Docker.Container> {
  const { Config, HostConfig } = await docker.getContainer(container).inspect();
  return await docker.createContainer({
    Image: Config.Image,
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
