import type { Connection } from '../ssh/connection.ts';

/** A pull on the host that outlives the connection. */
export interface KeptPull {
  /** Waits for its end, which comes with that of the pull that it backs. */
  ended(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Docker's classic store drops what it has fetched as soon as whoever asked for the pull is gone, but tries five times
 * to get on with a download that was cut, from where it stopped. So the host itself asks for the same image: Docker
 * fetches it once for both, and goes on when the way to the registry is back. Not for the containerd store, which keeps
 * what has arrived, nor for Podman, which would fetch it twice. Undefined on a host without perl.
 */
export async function keepPulling(connection: Connection, reference: string): Promise<KeptPull | undefined> {
  const script =
    'command -v perl >/dev/null || exit 0; setsid perl -MIO::Socket::UNIX -e "$1" "$2" </dev/null >/dev/null 2>&1 & echo $!';
  const pid = (await connection.run(['sh', '-c', script, 'sh', request, reference], 'keep pulling')).trim();
  if (pid === '') return undefined;
  return {
    ended: async () =>
      void (await connection.ask([
        'sh',
        '-c',
        'while kill -0 "$1" 2>/dev/null; do sleep 0.05; done',
        'sh',
        pid,
      ])),
    stop: async () =>
      void (await connection.run(['sh', '-c', 'kill "$1" 2>/dev/null || :', 'sh', pid], 'stop pulling')),
  };
}

/** Perl, which every Debian has: the Engine API's “Create an image”, to its end. */
const request = String.raw`
$s = IO::Socket::UNIX->new(Peer => "/var/run/docker.sock") or exit 1;
print $s "POST /images/create?fromImage=$ARGV[0] HTTP/1.0\r\nHost: docker\r\nContent-Length: 0\r\n\r\n";
$s->flush; 1 while <$s>`;
