import { createInterface } from 'node:readline';
import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { AppConfig } from '../config/schema.ts';
import { PlabError } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { engineCall } from '../host/state.ts';
import type { Connection } from '../ssh/connection.ts';
import { containersOf, type ReleaseContainer, releaseOn, visit } from './visit.ts';

/** One line that an application wrote. */
export interface AppLine {
  readonly host: string;
  readonly release: string;
  /** The container that wrote it, such as `worker-1`, or `web-2` of several that serve; absent for a single one. */
  readonly worker?: string;
  readonly stream: 'stdout' | 'stderr';
  /** When the engine got it, RFC 3339. */
  readonly at: string;
  readonly text: string;
}

export interface LogsRequest {
  readonly app: AppConfig;
  readonly hosts: readonly Host[];
  /** Beginning of a release id; default: the one that serves. */
  readonly release?: string | undefined;
  /** A role, `web` for what serves, or one container such as `web-2`; default: all. */
  readonly role?: string | undefined;
  /** Lines of the past. */
  readonly tail: number;
  /** Goes on until the signal aborts or the release ends. */
  readonly follow: boolean;
}

/** Gives what the application wrote, of all hosts as it comes. Takes no lock. Errors: PLAB_NOT_DEPLOYED, PLAB_NO_ROLE. */
export async function appLogs(
  request: LogsRequest,
  onLine: (line: AppLine) => void,
  signal: AbortSignal,
): Promise<void> {
  const { app, hosts } = request;
  const nothing: unknown[] = [];
  const read = async (connection: Connection): Promise<void> => {
    await hostLogs(connection, request, onLine, signal).catch((error: unknown) => {
      // Not every node of a swarm has a container of a release, or of each role.
      if (app.swarm === undefined || !isNotThere(error)) throw error;
      nothing.push(error);
    });
  };
  await Promise.all(hosts.map(async (host) => await visit(app, host, signal, read)));
  if (nothing.length === hosts.length) throw nothing[0];
}

async function hostLogs(
  connection: Connection,
  request: LogsRequest,
  onLine: (line: AppLine) => void,
  signal: AbortSignal,
): Promise<void> {
  const { app, release, role } = request;
  const found = await releaseOn(connection, app, release);
  const read = async ({ container, worker }: ReleaseContainer): Promise<void> => {
    const source = {
      host: connection.host.name,
      release: found.id,
      ...(worker === undefined ? {} : { worker }),
    };
    const tell = (stream: AppLine['stream'], line: string): void =>
      onLine({ ...source, stream, ...parted(line) });
    await containerLogs(connection, container, request, tell, signal);
  };
  await Promise.all(containersOf(connection, found, role).map(read));
  if (!signal.aborted) connection.lost.throwIfAborted();
}

function isNotThere(error: unknown): boolean {
  return error instanceof PlabError && ['PLAB_NOT_DEPLOYED', 'PLAB_NO_ROLE'].includes(error.code);
}

async function containerLogs(
  connection: Connection,
  container: string,
  { tail, follow }: LogsRequest,
  tell: (stream: AppLine['stream'], line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const output = await openLogs(connection, container, { tail, follow });
  const stop = AbortSignal.any([signal, connection.lost]);
  stop.addEventListener('abort', () => output.destroy(), { once: true });
  const [stdout, stderr] = [lines((line) => tell('stdout', line)), lines((line) => tell('stderr', line))];
  connection.docker.modem.demuxStream(output, stdout, stderr);
  await finished(output).catch(() => undefined);
  stdout.end();
  stderr.end();
}

async function openLogs(
  { docker, host, lost }: Connection,
  id: string,
  { tail, follow }: { readonly tail: number; readonly follow: boolean },
): Promise<Readable> {
  const options = { stdout: true, stderr: true, timestamps: true, tail };
  const container = docker.getContainer(id);
  return await engineCall({ host, lost }, async () =>
    follow
      ? ((await container.logs({ ...options, follow: true })) as unknown as Readable)
      : Readable.from([await container.logs({ ...options, follow: false })]),
  );
}

function lines(onLine: (line: string) => void): PassThrough {
  const through = new PassThrough();
  createInterface({ input: through, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine);
  return through;
}

/** The engine puts the time before each line. */
function parted(line: string): { at: string; text: string } {
  const at = line.indexOf(' ');
  return { at: line.slice(0, at), text: line.slice(at + 1) };
}
