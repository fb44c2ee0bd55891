import { hostname, userInfo } from 'node:os';
import { type Connection, connect } from '../ssh/connection.ts';
import type { Rollout } from './target.ts';

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
      const registryPort = rollout.sources?.get(host)?.registry.port;
      const request = { host, app: rollout.app.app, port: rollout.app.port, lock: true, owner };
      connections.push(await connectOrFallBack(request, registryPort, signal));
    }
    return connections;
  } catch (error) {
    await Promise.all(connections.map((connection) => connection.close()));
    throw error;
  }
}

/** A host that forbids the reverse forward still gets a connection: its image then goes by save and load. */
async function connectOrFallBack(
  request: Omit<Parameters<typeof connect>[0], 'registryPort'>,
  registryPort: number | undefined,
  signal: AbortSignal,
): Promise<Connection> {
  if (registryPort === undefined) return await connect(request, signal);
  try {
    return await connect({ ...request, registryPort }, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'PLAB_SSH_FORWARDING')) throw error;
    return await connect(request, signal);
  }
}
