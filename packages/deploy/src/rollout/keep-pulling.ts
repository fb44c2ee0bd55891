import { type Connection, stateFolder } from '../ssh/connection.ts';
import { pullScript } from './pull-script.ts';

/** A pull on the host that outlives the connection. */
export interface KeptPull {
  /** Waits for its end, which comes with that of the pull that it backs. */
  ended(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Docker's classic store drops what it has fetched as soon as whoever asked for the pull is gone, but tries five times
 * to get on with a download that was cut, from where it stopped. So the host itself asks for the same image: Docker
 * fetches it once for both, and goes on when the way to the registry is back, which may be in another deployment: see
 * {@link pullScript}. Not for the containerd store, which keeps what has arrived, nor for Podman, which would fetch it twice.
 * Undefined on a host without perl.
 */
export async function keepPulling(connection: Connection, reference: string): Promise<KeptPull | undefined> {
  const script =
    'command -v perl >/dev/null || exit 0; (umask 077; setsid perl -MIO::Socket::UNIX -MIO::Socket::INET -e "$1" "$2" "$3" </dev/null >/dev/null 2>&1 & echo $!)';
  const argv = ['sh', '-c', script, 'sh', pullScript, reference, noteOf(connection)];
  const left = await leftPull(connection);
  const same = left?.reference === reference;
  const pid = same ? left.pid : (await connection.run(argv, 'keep pulling')).trim();
  if (pid === '') return undefined;
  // That of another image: Docker has given what both share to this one by then.
  const other = left === undefined || same ? [] : [left.pid];
  return {
    async ended() {
      await connection.ask(['sh', '-c', 'while kill -0 "$1" 2>/dev/null; do sleep 0.05; done', 'sh', pid]);
      for (const each of other) await stopPull(connection, each);
    },
    async stop() {
      for (const each of [pid, ...other]) await stopPull(connection, each);
    },
  };
}

/** A pull that a host was left with by a deployment that was cut. */
export interface LeftPull {
  readonly pid: string;
  readonly reference: string;
  /** Where on the host's loopback the registry was, and its repository there. */
  readonly port: number;
  readonly repository: string;
}

/** The pull that a host was left with; undefined when it has ended. */
export async function leftPull(connection: Connection): Promise<LeftPull | undefined> {
  const script = `
read -r pid reference <"$1" && tr '\\0' '\\n' <"/proc/$pid/cmdline" | grep -qxF "$reference" && echo "$pid $reference"
`;
  const answer = await connection.ask([
    'sh',
    '-c',
    `{ ${script.trim()}; } 2>/dev/null || :`,
    'sh',
    noteOf(connection),
  ]);
  const found = /^(\d+) (127\.0\.0\.1:(\d+)\/([^@\s]+)@\S+)$/.exec(answer.trim());
  if (found === null) return undefined;
  const [, pid = '', reference = '', port = '', repository = ''] = found;
  return { pid, reference, port: Number(port), repository };
}

/** Has a pull that was left let go of the registry's port, for a connection that is opened within a few seconds. */
export async function freePort(connection: Connection, { pid }: LeftPull): Promise<void> {
  await connection.run(['sh', '-c', 'kill -USR1 "$1" && sleep 0.2', 'sh', pid], 'free the port');
}

/** Ends a pull on the host; what it alone has fetched is lost. */
export async function stopPull(connection: Connection, pid: string): Promise<void> {
  await connection.run(['sh', '-c', 'kill "$1" 2>/dev/null || :', 'sh', pid], 'stop pulling');
}

function noteOf({ app }: Connection): string {
  return `${stateFolder(app)}/pull`;
}
