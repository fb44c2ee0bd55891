import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../errors.ts';
import type { Connection } from '../ssh/connection.ts';
import { command } from './command.ts';
import { fullWeight } from './backend.ts';
import type { Server } from './entry.ts';
import { parseServers, type ServerState, usedConnections } from './servers.ts';
import { proxyRuntimeSocket } from './sockets.ts';

/** Time (ms) that a start may take. */
const startTime = 10_000;

/** The servers of the application's backend; undefined when the proxy has no such backend yet. */
export async function observeProxy(connection: Connection): Promise<ServerState[] | undefined> {
  const answer = await command(connection, `show servers state ${connection.app}`);
  if (answer === '')
    throw fail('PLAB_PROXY', connection.host.name, `nothing answers on ${proxyRuntimeSocket}`);
  return answer.includes("Can't find backend") ? undefined : parseServers(answer);
}

/** Adds a release's server without traffic; does nothing when it is there with this address. */
export async function addServer(connection: Connection, server: Server): Promise<void> {
  const present = (await observeProxy(connection))?.find(({ name }) => name === server.name);
  if (present?.address === server.address) return;
  if (present !== undefined) await removeServer(connection, server.name);
  await expectAnswer(
    connection,
    `add server ${connection.app}/${server.name} ${server.address} weight ${fullWeight}`,
    'New server registered',
  );
}

/**
 * Moves the traffic: new requests go to `to`, the others finish what they have. One line, so that HAProxy runs it as one.
 * The file still names the release of before: a proxy that starts again meanwhile goes back by itself.
 */
export async function switchTraffic(connection: Connection, to: Pick<Server, 'name'>): Promise<void> {
  const servers = (await observeProxy(connection)) ?? [];
  const others = servers.filter(({ name, mode }) => name !== to.name && mode === 'ready');
  await command(
    connection,
    ...switchCommands(
      connection.app,
      to.name,
      others.map(({ name }) => name),
    ),
  );
  await served(connection, to);
}

/** Gives a server a share of the new requests, `percent` of them, and the other one the rest. */
export async function shareTraffic(
  connection: Connection,
  to: Pick<Server, 'name'>,
  rest: Pick<Server, 'name'>,
  percent: number,
): Promise<void> {
  await command(
    connection,
    `set server ${connection.app}/${to.name} weight ${percent}`,
    `set server ${connection.app}/${rest.name} weight ${fullWeight - percent}`,
    `set server ${connection.app}/${to.name} state ready`,
  );
  await served(connection, to);
}

/** The runtime commands that give a server all new requests. In maintenance others still finish what they have. */
export function switchCommands(app: string, to: string, others: readonly string[]): string[] {
  return [
    `set server ${app}/${to} state ready`,
    `set server ${app}/${to} weight ${fullWeight}`,
    ...others.map((name) => `set server ${app}/${name} state maint`),
  ];
}

/** Whether the proxy sends new requests to a server; a proxy that is just starting is waited for. */
export async function serves(connection: Connection, server: Pick<Server, 'name'>): Promise<boolean> {
  await untilAnswers(connection);
  return await isReady(connection, server);
}

/** Waits for a proxy that is just starting. Errors: PLAB_PROXY. */
export async function untilAnswers(connection: Connection): Promise<void> {
  const end = Date.now() + startTime;
  for (;;) {
    try {
      await observeProxy(connection);
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      connection.lost.throwIfAborted();
      await sleep(50);
    }
  }
}

/** Takes a server that has no traffic out of the proxy. */
export async function removeServer(connection: Connection, name: string): Promise<void> {
  const server = `${connection.app}/${name}`;
  await command(connection, `set server ${server} state maint`, `shutdown sessions server ${server}`);
  await command(connection, `del server ${server}`);
}

/** Requests that a server still works on. */
export async function inFlight(connection: Connection, name: string): Promise<number> {
  const answer = await command(connection, `show servers conn ${connection.app}`);
  const count = usedConnections(answer, `${connection.app}/${name}`);
  if (count === undefined)
    throw fail('PLAB_PROXY', connection.host.name, `it tells no connections: ${answer}`);
  return count;
}

async function isReady(connection: Connection, server: Pick<Server, 'name'>): Promise<boolean> {
  const servers = await observeProxy(connection).catch(() => undefined);
  return servers?.some(({ name, mode }) => name === server.name && mode === 'ready') === true;
}

/** Throws PLAB_PROXY when the proxy does not send new requests to a server. */
export async function served(connection: Connection, server: Pick<Server, 'name'>): Promise<void> {
  if (!(await isReady(connection, server))) {
    throw fail('PLAB_PROXY', connection.host.name, `it does not serve ${server.name}`);
  }
}

async function expectAnswer(connection: Connection, text: string, expected: string): Promise<void> {
  const answer = await command(connection, text);
  if (!answer.includes(expected))
    throw fail('PLAB_PROXY', connection.host.name, answer || `no answer to “${text}”`);
}
