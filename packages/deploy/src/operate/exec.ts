import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import type { AppConfig } from '../config/schema.ts';
import type { Host } from '../host/host.ts';
import { engineCall } from '../host/state.ts';
import type { Connection } from '../ssh/connection.ts';
import { releaseOn, visit } from './visit.ts';

export interface ExecRequest {
  readonly app: AppConfig;
  readonly host: Host;
  /** Beginning of a release id; default: the one that serves. */
  readonly release?: string | undefined;
  readonly argv: readonly string[];
  readonly terminal: Terminal;
}

/** Where a command's input comes from and its output goes to. */
export interface Terminal {
  /** The command gets a terminal of this one's size. */
  readonly interactive: boolean;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WritableStream;
}

/** Runs a command in the container of a release; gives its exit code. Takes no lock. Errors: PLAB_NOT_DEPLOYED. */
export async function execInRelease(request: ExecRequest, signal: AbortSignal): Promise<number> {
  const { app, host, release, argv, terminal } = request;
  return await visit(app, host, signal, async (connection) => {
    const { container } = await releaseOn(connection, app, release);
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
  { interactive, input, output, errors }: Terminal,
  stop: AbortSignal,
): Promise<void> {
  const stream = await command.start({ hijack: true, stdin: true, Tty: interactive });
  stop.addEventListener('abort', () => stream.destroy(), { once: true });
  const resize = (): void => {
    command.resize({ w: output.columns, h: output.rows }).catch(() => undefined);
  };
  if (interactive) {
    resize();
    output.on('resize', resize);
    stream.pipe(output, { end: false });
  } else docker.modem.demuxStream(stream, output, errors);
  input.pipe(stream);
  await ended(stream);
  output.off('resize', resize);
  input.unpipe(stream);
  input.pause();
}

function ended(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    stream.once('end', resolve);
    stream.once('close', resolve);
    stream.once('error', () => resolve());
  });
}
