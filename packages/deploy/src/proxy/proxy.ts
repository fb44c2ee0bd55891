import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../errors.ts';
import type { Connection } from '../ssh/connection.ts';
import { foreignUse, renderConfig, type Server } from './config.ts';
import { ask } from './runtime.ts';
import { parseServers, type ServerState, usedConnections } from './servers.ts';
import { proxyConfigFile, proxyMasterSocket, proxyRuntimeSocket } from './sockets.ts';

/** Time (ms) that a reload may take. */
const reloadTime = 10_000;

/** The servers of the application's backend; undefined when the proxy has no such backend yet. */
export async function observeProxy(connection: Connection): Promise<ServerState[] | undefined> {
  const answer = await command(connection, 'show servers state app');
  if (answer === '')
    throw fail('PLAB_PROXY', connection.host.name, `nothing answers on ${proxyRuntimeSocket}`);
  return answer.includes("Can't find backend") ? undefined : parseServers(answer);
}

/**
 * First deployment of a host: writes the configuration and reloads the proxy with it. A proxy that does not take it
 * keeps the configuration that it had.
 */
export async function initializeProxy(connection: Connection, app: string, server: Server): Promise<void> {
  const before = await connection.run(['cat', proxyConfigFile]);
  await writeConfig(connection, renderConfig(app, server, proxyRuntimeSocket));
  try {
    await reload(connection);
    await untilServed(connection, server);
  } catch (error) {
    await writeConfig(connection, before);
    throw error;
  }
}

/** Adds a release's server without traffic; does nothing when it is there with this address. */
export async function addServer(connection: Connection, server: Server): Promise<void> {
  const present = (await observeProxy(connection))?.find(({ name }) => name === server.name);
  if (present?.address === server.address) return;
  if (present !== undefined) await removeServer(connection, server.name);
  await expectAnswer(connection, `add server app/${server.name} ${server.address}`, 'New server registered');
}

/**
 * Moves the traffic: new requests go to `to`, the others finish what they have. One line, so that HAProxy runs it
 * as one; the file is written before, so that a restart of the proxy finds the same release.
 */
export async function switchTraffic(connection: Connection, app: string, to: Server): Promise<void> {
  const servers = (await observeProxy(connection)) ?? [];
  await writeConfig(connection, renderConfig(app, to, proxyRuntimeSocket));
  const others = servers.filter(({ name, mode }) => name !== to.name && mode === 'ready');
  await command(
    connection,
    `set server app/${to.name} state ready`,
    ...others.map(({ name }) => `set server app/${name} state drain`),
  );
  await served(connection, to);
}

/** Takes a server that has no traffic out of the proxy. */
export async function removeServer(connection: Connection, name: string): Promise<void> {
  await command(connection, `set server app/${name} state maint`, `shutdown sessions server app/${name}`);
  await command(connection, `del server app/${name}`);
}

/** Requests that a server still works on. */
export async function inFlight(connection: Connection, name: string): Promise<number> {
  const answer = await command(connection, 'show servers conn app');
  const count = usedConnections(answer, name);
  if (count === undefined)
    throw fail('PLAB_PROXY', connection.host.name, `it tells no connections: ${answer}`);
  return count;
}

/** Refuses a host whose proxy already serves something else. */
export async function checkProxyOwner(connection: Connection, app: string): Promise<void> {
  const other = foreignUse(await connection.run(['cat', proxyConfigFile]), app);
  if (other !== undefined) throw fail('PLAB_PROXY_TAKEN', connection.host.name, other);
}

/** HAProxy before 2.7 answers a reload before it has happened, and tells nobody when it has. */
async function untilServed(connection: Connection, server: Server): Promise<void> {
  const end = Date.now() + reloadTime;
  while (Date.now() < end) {
    if (await serves(connection, server)) return;
    await sleep(50);
  }
  const processes = await askMaster(connection, 'show proc');
  throw fail('PLAB_PROXY', connection.host.name, `it did not take its new configuration\n${processes}`);
}

async function serves(connection: Connection, server: Server): Promise<boolean> {
  const servers = await observeProxy(connection).catch(() => undefined);
  return servers?.some(({ name, mode }) => name === server.name && mode === 'ready') === true;
}

async function served(connection: Connection, server: Server): Promise<void> {
  if (!(await serves(connection, server))) {
    throw fail('PLAB_PROXY', connection.host.name, `it does not serve ${server.name} after the switch`);
  }
}

async function reload(connection: Connection): Promise<void> {
  const answer = await askMaster(connection, 'reload');
  if (/fail/i.test(answer)) throw fail('PLAB_PROXY', connection.host.name, answer);
}

async function askMaster(connection: Connection, text: string): Promise<string> {
  return await ask(connection.proxy.master, text).catch((error: unknown) => {
    throw fail('PLAB_PROXY', connection.host.name, `${proxyMasterSocket} does not answer`, error);
  });
}

async function writeConfig(connection: Connection, text: string): Promise<void> {
  // HAProxy refuses a file whose last line does not end.
  await connection.run(['sh', '-ec', replaceConfig, 'sh', proxyConfigFile, text.replace(/\n*$/, '\n')]);
}

// Checked before the rename, so that the file is valid at any moment.
const replaceConfig = `
printf '%s' "$2" >"$1.new"
haproxy -c -q -f "$1.new"
sync "$1.new"
mv -f "$1.new" "$1"
`;

async function expectAnswer(connection: Connection, text: string, expected: string): Promise<void> {
  const answer = await command(connection, text);
  if (!answer.includes(expected))
    throw fail('PLAB_PROXY', connection.host.name, answer || `no answer to “${text}”`);
}

async function command(connection: Connection, ...texts: string[]): Promise<string> {
  connection.lost.throwIfAborted();
  return await ask(connection.proxy.runtime, ...texts).catch((error: unknown) => {
    throw fail('PLAB_PROXY', connection.host.name, `${proxyRuntimeSocket} does not answer`, error);
  });
}
