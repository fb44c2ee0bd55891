import type { Registry } from '@pipeline-lab/image';
import { type Connection, stateFolder } from '../ssh/connection.ts';
import type { EngineKind } from './pull.ts';
import { pullScript } from './pull-script.ts';

/** A pull on the host that outlives the connection. */
export interface KeptPull {
  /** What the engine has to be asked for. */
  readonly reference: string;
  /** Waits for its end. Errors: what the engine said; the signal's. */
  ended(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

/** A pull that a host was left with by a deployment that was cut. */
export interface LeftPull {
  readonly pid: string;
  /** Where on the host's loopback the engine asks. */
  readonly port: number;
  readonly repository: string;
  readonly digest: string;
}

/**
 * Has the host itself ask its engine for the image, at a port that stays when the connection ends: that goes on when there is a registry again, which may be that of another deployment: see
 * {@link pullScript}. `port` is where the registry is on the host's loopback. A pull that was left there goes on, with this
 * registry. Undefined on a host without perl and these of its modules.
 */
export async function keepPulling(
  connection: Connection,
  kind: EngineKind,
  registry: Registry,
  port: number,
): Promise<KeptPull | undefined> {
  const left = await leftPull(connection);
  if (left !== undefined) await takeUp(connection, left, registry, port);
  const own = left?.digest === registry.digest ? left : await start(connection, kind, registry, port);
  if (own === undefined) return undefined;
  // That of another image: Docker has given what both share to this one by then.
  const all = left === undefined || left === own ? [own] : [own, left];
  return {
    reference: registry.reference(own.port),
    async ended(signal) {
      for (let pulls = true; pulls; signal.throwIfAborted()) pulls = await stillPulls(connection, own.pid);
      for (const { pid } of all.slice(1)) await stopPull(connection, pid);
      const error = errorIn(await connection.ask(['sh', '-c', takeSaid, 'sh', `${noteOf(connection)}.said`]));
      if (error !== undefined) throw new Error(error);
    },
    async stop() {
      for (const { pid } of all) await stopPull(connection, pid);
    },
  };
}

/** The pull that a host was left with; undefined when it has ended. */
export async function leftPull(connection: Connection): Promise<LeftPull | undefined> {
  const script = `{
  read -r pid port image <"$1" && tr '\\0' '\\n' <"/proc/$pid/cmdline" | grep -qxF "$image" && echo "$pid $port $image"
} 2>/dev/null || :`;
  const answer = await connection.ask(['sh', '-c', script, 'sh', noteOf(connection)]);
  const found = /^(\d+) (\d+) ([^@\s]+)@(\S+)$/.exec(answer.trim());
  if (found === null) return undefined;
  const [, pid = '', port = '', repository = '', digest = ''] = found;
  return { pid, port: Number(port), repository, digest };
}

/** Ends a pull on the host; what it alone has fetched is lost. */
export async function stopPull(connection: Connection, pid: string): Promise<void> {
  await connection.run(['sh', '-c', 'kill "$1" 2>/dev/null || :', 'sh', pid], 'stop pulling');
}

/** The registry takes the place of the one that the pull began with. */
async function takeUp(
  connection: Connection,
  left: LeftPull,
  registry: Registry,
  port: number,
): Promise<void> {
  registry.adopt(left.repository);
  await connection.run(['put', `${noteOf(connection)}.port`, String(port)], 'take up the pull');
}

async function start(
  connection: Connection,
  kind: EngineKind,
  { repository, digest }: Registry,
  port: number,
): Promise<Pick<LeftPull, 'pid' | 'port'> | undefined> {
  const script = `
modules='-MPOSIX=setsid -MIO::Socket::UNIX -MIO::Socket::INET'
perl $modules -e 1 2>/dev/null || exit 0
umask 077
exec perl $modules -e "$@"`;
  const argv = [
    'sh',
    '-c',
    script,
    'sh',
    pullScript,
    `${repository}@${digest}`,
    String(port),
    noteOf(connection),
    calls[kind],
  ];
  const [pid = '', own = ''] = (await connection.run(argv, 'keep pulling')).trim().split(' ');
  return pid === '' ? undefined : { pid, port: Number(own) };
}

/** Waits for the engine's last word, a second at most, so that others get their turn on the channel; then ends the process. */
async function stillPulls(connection: Connection, pid: string): Promise<boolean> {
  const wait = `
for turn in $(seq 20); do
  kill -0 "$1" || exit 0
  if [ -e "$2" ]; then kill "$1"; while kill -0 "$1"; do sleep 0.01; done; exit 0; fi
  sleep 0.05
done 2>/dev/null
echo pulls`;
  return (
    (await connection.ask(['sh', '-c', wait, 'sh', pid, `${noteOf(connection)}.said`])).trim() === 'pulls'
  );
}

const takeSaid = 'cat "$1" 2>/dev/null && rm "$1" || :';

function errorIn(line: string): string | undefined {
  const text = /"error":\s*("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
  return text === undefined ? undefined : String(JSON.parse(text));
}

/** Engine API, “Create an image”; Podman's own one, since only that can say that the registry speaks no TLS. */
const calls: Readonly<Record<EngineKind, string>> = {
  docker: '/images/create?fromImage',
  'docker-containerd': '/images/create?fromImage',
  podman: '/v4.0.0/libpod/images/pull?tlsVerify=false&reference',
};

function noteOf({ app }: Connection): string {
  return `${stateFolder(app)}/pull`;
}
