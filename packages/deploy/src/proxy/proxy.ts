import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../errors.ts';
import type { Connection } from '../ssh/connection.ts';
import { command } from './command.ts';
import { type Configuration, foreignUse, fullWeight, renderConfig, type Server } from './config.ts';
import { ask } from './runtime.ts';
import { parseServers, type ServerState, usedConnections } from './servers.ts';
import { proxyConfigFile, proxyMasterSocket, proxyRuntimeSocket } from './sockets.ts';

/** Time (ms) that a start or a reload may take. */
const reloadTime = 10_000;

/** The servers of the application's backend; undefined when the proxy has no such backend yet. */
export async function observeProxy(connection: Connection): Promise<ServerState[] | undefined> {
  const answer = await command(connection, 'show servers state app');
  if (answer === '')
    throw fail('PLAB_PROXY', connection.host.name, `nothing answers on ${proxyRuntimeSocket}`);
  return answer.includes("Can't find backend") ? undefined : parseServers(answer);
}

/**
 * Brings the configuration file and the proxy to what is wanted; a proxy that has it already is left alone. One that does
 * not take it keeps the configuration that it had. For a first deployment, and after one by an older version.
 */
export async function configureProxy(
  connection: Connection,
  wanted: Omit<Configuration, 'socket'>,
): Promise<void> {
  const before = await connection.run(['cat', proxyConfigFile]);
  const text = renderConfig({ ...wanted, socket: proxyRuntimeSocket });
  if (before.trim() === text.trim()) return;
  await writeConfig(connection, text);
  try {
    await reload(connection);
    await served(connection, wanted.server);
  } catch (error) {
    await writeConfig(connection, before);
    throw error;
  }
}

/** The text of the file that names a release for the next start of the proxy. */
export function configurationFor(wanted: Omit<Configuration, 'socket'>): { file: string; text: string } {
  const text = renderConfig({ ...wanted, socket: proxyRuntimeSocket });
  return { file: proxyConfigFile, text };
}

/** Has the proxy read its file again. */
export async function reloadProxy(connection: Connection): Promise<void> {
  await reload(connection);
}

/** Writes the configuration file alone; what the proxy does now is not changed. */
export async function writeConfiguration(
  connection: Connection,
  wanted: Omit<Configuration, 'socket'>,
): Promise<void> {
  await writeConfig(connection, configurationFor(wanted).text);
}

/** Adds a release's server without traffic; does nothing when it is there with this address. */
export async function addServer(connection: Connection, server: Server): Promise<void> {
  const present = (await observeProxy(connection))?.find(({ name }) => name === server.name);
  if (present?.address === server.address) return;
  if (present !== undefined) await removeServer(connection, server.name);
  await expectAnswer(
    connection,
    `add server app/${server.name} ${server.address} weight ${fullWeight}`,
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
    `set server app/${to.name} weight ${percent}`,
    `set server app/${rest.name} weight ${fullWeight - percent}`,
    `set server app/${to.name} state ready`,
  );
  await served(connection, to);
}

/** The runtime commands that give a server all new requests. In maintenance others still finish what they have. */
export function switchCommands(to: string, others: readonly string[]): string[] {
  return [
    `set server app/${to} state ready`,
    `set server app/${to} weight ${fullWeight}`,
    ...others.map((name) => `set server app/${name} state maint`),
  ];
}

/** Whether the proxy sends new requests to a server; a proxy that is just starting is waited for. */
export async function serves(connection: Connection, server: Pick<Server, 'name'>): Promise<boolean> {
  await untilAnswers(connection);
  return await isReady(connection, server);
}

/** Waits for a proxy that is just starting. Errors: PLAB_PROXY. */
export async function untilAnswers(connection: Connection): Promise<void> {
  const end = Date.now() + reloadTime;
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

async function isReady(connection: Connection, server: Pick<Server, 'name'>): Promise<boolean> {
  const servers = await observeProxy(connection).catch(() => undefined);
  return servers?.some(({ name, mode }) => name === server.name && mode === 'ready') === true;
}

async function served(connection: Connection, server: Pick<Server, 'name'>): Promise<void> {
  if (!(await isReady(connection, server))) {
    throw fail('PLAB_PROXY', connection.host.name, `it does not serve ${server.name}`);
  }
}

/** Reloads the proxy. HAProxy before 2.7 answers before it has happened, and tells nobody when it has. */
async function reload(connection: Connection): Promise<void> {
  const before = await processId(connection);
  const answer = await askMaster(connection, 'reload');
  if (/fail/i.test(answer)) throw fail('PLAB_PROXY', connection.host.name, answer);
  const end = Date.now() + reloadTime;
  while (Date.now() < end) {
    const now = await processId(connection);
    if (now !== undefined && now !== before) return;
    await sleep(50);
  }
  const processes = await askMaster(connection, 'show proc');
  throw fail('PLAB_PROXY', connection.host.name, `it did not take its new configuration\n${processes}`);
}

async function processId(connection: Connection): Promise<string | undefined> {
  const info = await command(connection, 'show info').catch(() => '');
  return /^Pid: (\d+)$/m.exec(info)?.[1];
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
