import type { AppConfig } from '../config/schema.ts';
import type { Connection } from '../ssh/connection.ts';
import { publishedPort } from './settings.ts';

/** Asks a port of its own host for the metrics, and prints all of the answer, up to 8 MB. */
const ask = String.raw`
$s = IO::Socket::INET->new(PeerAddr => "127.0.0.1:" . shift, Timeout => 2) or exit 1;
print $s "GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n";
while ($all < 8e6 && ($n = read $s, $part, 65536)) { print $part; $all += $n }
`;

/**
 * What the container of a service on this node tells Prometheus; undefined when it tells nothing. It has no fixed address
 * that a forward could lead to, and its node's port is one that keys are not made for: the node asks itself.
 */
export async function metricsOnNode(
  connection: Connection,
  app: Pick<AppConfig, 'app' | 'swarm'>,
): Promise<string | undefined> {
  const argv = ['timeout', '3', 'perl', '-MIO::Socket::INET', '-e', ask, String(publishedPort(app))];
  // A node without perl, or whose container has just ended, is one that tells nothing.
  return bodyOf(await connection.ask(argv).catch(() => ''));
}

/** The body of a good HTTP/1.0 answer. Pure. */
export function bodyOf(answer: string): string | undefined {
  const end = answer.indexOf('\r\n\r\n');
  return end > 0 && /^HTTP\/1\.\d 200 /.test(answer) ? answer.slice(end + 4) : undefined;
}
