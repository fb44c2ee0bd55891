import { hostname, userInfo } from 'node:os';
import { PlabError } from '../errors.ts';
import { type Connection, type ConnectRequest, connect } from '../ssh/connection.ts';
import type { Rollout, Source } from './target.ts';

/** Takes the lock on every host in the order of their names, so that two deployments never wait for each other. */
export async function lockAll(
  rollout: Pick<Rollout, 'app' | 'hosts' | 'sources'>,
  signal: AbortSignal,
  reason = '',
): Promise<Connection[]> {
  const owner = [
    `${userInfo().username}@${hostname()} pid ${process.pid}, since ${new Date().toISOString()}`,
    // One line: that is what the host keeps of it.
    ...(reason === '' ? [] : [reason.replaceAll(/\s+/g, ' ')]),
  ].join(': ');
  const connections: Connection[] = [];
  try {
    for (const host of rollout.hosts.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const source = rollout.sources?.get(host);
      const request = { host, app: rollout.app.app, port: rollout.app.port, lock: true, owner };
      const connection = await connectOrFallBack(request, source, signal);
      if (source !== undefined) source.hostPort = connection.registryPort;
      connections.push(connection);
    }
    return connections;
  } catch (error) {
    await Promise.all(connections.map((connection) => connection.close()));
    throw error;
  }
}

/**
 * With the registry at the port of before, at any port, or not at all: the image of a host that forbids the reverse
 * forward goes by save and load.
 */
async function connectOrFallBack(
  request: Omit<ConnectRequest, 'registry'>,
  source: Source | undefined,
  signal: AbortSignal,
): Promise<Connection> {
  if (source === undefined) return await connect(request, signal);
  const { registry, hostPort } = source;
  const wanted = hostPort === undefined ? [0] : [hostPort, 0];
  for (const remote of wanted) {
    try {
      return await connect({ ...request, registry: { local: registry.port, remote } }, signal);
    } catch (error) {
      if (!(error instanceof PlabError && error.code === 'PLAB_SSH_FORWARDING')) throw error;
    }
  }
  return await connect(request, signal);
}
