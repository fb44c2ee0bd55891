import type Docker from 'dockerode';
import type { AppConfig } from '../config/schema.ts';
import type { Host } from '../host/host.ts';
import { engineCall } from '../host/state.ts';
import type { Connection } from '../ssh/connection.ts';
import { join, type Terminal } from './terminal.ts';
import { containersOf, releaseOn, visit } from './visit.ts';

export interface ExecRequest {
  readonly app: AppConfig;
  readonly host: Host;
  /** Beginning of a release id; default: the one that serves. */
  readonly release?: string | undefined;
  /** In the first container with this role, or the one of this name, such as `web-2`; default: the first that serves. */
  readonly role?: string | undefined;
  readonly argv: readonly string[];
  readonly terminal: Terminal;
}

/** Runs a command in the container of a release; gives its exit code. Takes no lock. Errors: PLAB_NOT_DEPLOYED. */
export async function execInRelease(request: ExecRequest, signal: AbortSignal): Promise<number> {
  const { app, host, release, role = 'web', argv, terminal } = request;
  return await visit(app, host, signal, async (connection) => {
    const found = await releaseOn(connection, app, release);
    const [{ container } = found] = containersOf(connection, found, role);
    const stop = AbortSignal.any([signal, connection.lost]);
    return await engineCall(connection, async () => {
      const command = await prepare(connection, container, argv, terminal);
      await attach(connection, command, terminal, stop);
      stop.throwIfAborted();
      return (await command.inspect()).ExitCode ?? 1;
    });
  });
}

async function prepare(
  { docker }: Connection,
  container: string,
  argv: readonly string[],
  { interactive }: Terminal,
): Promise<Docker.Exec> {
  return await docker.getContainer(container).exec({
    Cmd: [...argv],
    Tty: interactive,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
  });
}

/** Starts the command and joins it to the terminal until it ends. */
async function attach(
  { docker }: Connection,
  command: Docker.Exec,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<void> {
  const stream = await command.start({ hijack: true, stdin: true, Tty: terminal.interactive });
  await join(docker, stream, terminal, async (size) => void (await command.resize(size)), stop);
}
