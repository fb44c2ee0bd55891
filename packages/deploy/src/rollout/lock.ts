import { hostname, userInfo } from 'node:os';
import { unnumbered } from '../effects/effects.ts';
import { PlabError } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { type Connection, type ConnectRequest, connect } from '../ssh/connection.ts';
import type { Rollout, Source } from './target.ts';

/** Takes the lock on every host in the order of their names, so that two deployments never wait for each other. */
export async function lockAll(
  rollout: Pick<Rollout, 'app' | 'hosts' | 'sources' | 'allowMissing' | 'effects' | 'token'>,
  signal: AbortSignal,
  reason = '',
  onMissing: (host: Host, error: PlabError) => void = () => undefined,
): Promise<Connection[]> {
  const owner = [
    `${userInfo().username}@${hostname()} pid ${process.pid}, since ${new Date().toISOString()}`,
    // One line: that is what the host keeps of it.
    ...(reason === '' ? [] : [reason.replaceAll(/\s+/g, ' ')]),
  ].join(': ');
  const { effects = unnumbered } = rollout;
  const token = rollout.token === undefined ? {} : { token: rollout.token };
  const connections: Connection[] = [];
  let missed: PlabError | undefined;
  try {
    for (const host of rollout.hosts.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const source = rollout.sources?.get(host);
      const request = {
        host,
        app: rollout.app.app,
        port: rollout.app.port,
        lock: true,
        owner,
        effects,
        ...token,
      };
      const connection = await effects(
        host.name,
        'lock',
        async () => await connectOrFallBack(request, source, signal),
      ).catch((error: unknown) => {
        if (rollout.allowMissing !== true || !isOutOfReach(error)) throw error;
        onMissing(host, error);
        missed = error;
      });
      if (connection === undefined) continue;
      connections.push(connection);
    }
    if (connections.length === 0 && missed !== undefined) throw missed;
    return connections;
  } catch (error) {
    await Promise.all(connections.map((connection) => connection.close()));
    throw error;
  }
}

/** A host that is down; one that is there and refuses is no reason to go on without it. */
function isOutOfReach(error: unknown): error is PlabError {
  return error instanceof PlabError && error.code === 'PLAB_SSH_REFUSED';
}

/** With the registry, or without: the image of a host that forbids the reverse forward goes by save and load. */
async function connectOrFallBack(
  request: Omit<ConnectRequest, 'registry'>,
  source: Source | undefined,
  signal: AbortSignal,
): Promise<Connection> {
  if (source === undefined) return await connect(request, signal);
  try {
    return await connect({ ...request, registry: { local: source.registry.port, remote: 0 } }, signal);
  } catch (error) {
    if (!(error instanceof PlabError && error.code === 'PLAB_SSH_FORWARDING')) throw error;
    return await connect(request, signal);
  }
}
