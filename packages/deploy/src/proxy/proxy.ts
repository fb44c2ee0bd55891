import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../errors.ts';
import type { Connection } from '../ssh/connection.ts';
import { command } from './command.ts';
import { fullWeight, replicaCheck } from './backend.ts';
import { releaseOfServer, type Server, serversOf } from './entry.ts';
import { percentWeights } from './percent-weights.ts';
import { parseServers, type ServerState, usedConnections } from './servers.ts';
import { proxyRuntimeSocket } from './sockets.ts';

/** Time (ms) that a start may take. */
const startTime = 10_000;

/** The servers of the application's backend; undefined when the proxy has no such backend yet. */
export async function observeProxy(connection: Connection): Promise<ServerState[] | undefined> {
  const answer = await command(connection, showServers(connection));
  if (answer === '')
    throw fail('PLAB_PROXY', connection.host.name, `nothing answers on ${proxyRuntimeSocket}`);
  return answer.includes("Can't find backend") ? undefined : parseServers(answer);
}

/** Adds a release's servers without traffic; leaves alone those that are there with their address. Gives all of the backend. */
export async function addServer(connection: Connection, server: Server): Promise<ServerState[]> {
  // With the look at what came of it: usually none of them is there yet.
  const seen = parseServers(
    await command(connection, ...addCommands(connection, server), showServers(connection)),
  );
  if (serversOf(server).every((each) => isThere(seen, each))) return seen;
  const present = (await observeProxy(connection)) ?? [];
  for (const each of serversOf(server)) await addMissing(connection, each, present, isChecked(server));
  return (await observeProxy(connection)) ?? [];
}

function isThere(present: readonly ServerState[], { name, address }: Server): boolean {
  return present.some((each) => each.name === name && each.address === address);
}

/** One of several containers is asked whether it is there. */
function isChecked(server: Server): boolean {
  return serversOf(server).length > 1;
}

async function addMissing(
  connection: Connection,
  server: Server,
  present: readonly ServerState[],
  checked: boolean,
): Promise<void> {
  const { name } = server;
  if (isThere(present, server)) return;
  if (present.some((each) => each.name === name)) await removeServer(connection, name);
  const [add = '', ...more] = addCommand(connection, server, checked);
  await expectAnswer(connection, add, 'New server registered');
  if (more.length > 0) await command(connection, ...more);
}

/** Those that are there already the proxy leaves as they are. */
function addCommands(connection: Connection, server: Server): string[] {
  return serversOf(server).flatMap((each) => addCommand(connection, each, isChecked(server)));
}

function addCommand({ app }: Connection, { name, address }: Server, checked: boolean): string[] {
  const add = `add server ${app}/${name} ${address} weight ${fullWeight}`;
  return checked ? [`${add} ${replicaCheck}`, `enable health ${app}/${name}`] : [add];
}

function showServers({ app }: Connection): string {
  return `show servers state ${app}`;
}

/**
 * Moves the traffic: new requests go to `to`, the others finish what they have. One line, so that HAProxy runs it as one.
 * The file still names the release of before: a proxy that starts again meanwhile goes back by itself. `known` are the servers
 * as they were a moment ago. Whoever reloaded the proxy since then has dropped what was added to it: so the line adds that again.
 * Errors: PLAB_PROXY when not all of the traffic has moved.
 */
export async function switchTraffic(
  connection: Connection,
  to: Server,
  known?: readonly ServerState[],
): Promise<void> {
  const others = readyBeside(known ?? (await observeProxy(connection)) ?? [], to);
  const commands = [...addCommands(connection, to), ...switchCommands(connection.app, to, others)];
  const servers = parseServers(await command(connection, ...commands, showServers(connection)));
  if (!areReady(servers, to)) throw servesNot(connection, to);
  const left = readyBeside(servers, to).map(({ name }) => name);
  if (left.length > 0)
    throw fail('PLAB_PROXY', connection.host.name, `beside ${to.name} it still serves ${left.join(', ')}`);
}

/** The servers of other releases that get new requests. */
function readyBeside(servers: readonly ServerState[], server: Server): ServerState[] {
  const own = new Set(serversOf(server).map(({ name }) => name));
  return servers.filter(({ name, mode }) => !own.has(name) && mode === 'ready');
}

/** Gives a release a share of the new requests, `percent` of them, and the other one the rest. */
export async function shareTraffic(
  connection: Connection,
  to: Server,
  rest: Server,
  percent: number,
): Promise<void> {
  const [fresh, old] = [serversOf(to), serversOf(rest)];
  const weights = percentWeights(percent, fresh.length, old.length);
  const name = (server: Server): string => `${connection.app}/${server.name}`;
  await command(
    connection,
    ...fresh.map((each) => `set server ${name(each)} weight ${weights.fresh}`),
    ...old.map((each) => `set server ${name(each)} weight ${weights.old}`),
    ...fresh.map((each) => `set server ${name(each)} state ready`),
  );
  await served(connection, to);
}

/** The runtime commands that give a release all new requests. In maintenance others still finish what they have. */
export function switchCommands(app: string, to: Server, others: readonly Pick<Server, 'name'>[]): string[] {
  return [
    ...serversOf(to).flatMap(({ name }) => [
      `set server ${app}/${name} state ready`,
      `set server ${app}/${name} weight ${fullWeight}`,
    ]),
    ...others.map(({ name }) => `set server ${app}/${name} state maint`),
  ];
}

/** Whether the proxy sends new requests to all of a release; a proxy that is just starting is waited for. */
export async function serves(connection: Connection, server: Server): Promise<boolean> {
  return areReady(await untilAnswers(connection), server);
}

/** Waits for a proxy that is just starting; gives its servers as {@link observeProxy} does. Errors: PLAB_PROXY. */
export async function untilAnswers(connection: Connection): Promise<ServerState[] | undefined> {
  const end = Date.now() + startTime;
  for (;;) {
    try {
      return await observeProxy(connection);
    } catch (error) {
      if (Date.now() > end) throw error;
      connection.lost.throwIfAborted();
      await sleep(50);
    }
  }
}

/** Takes the servers of a release that has no traffic out of the proxy. */
export async function removeServers(connection: Connection, release: string): Promise<void> {
  for (const { name } of await serversFor(connection, release)) await removeServer(connection, name);
}

async function serversFor(connection: Connection, release: string): Promise<ServerState[]> {
  const servers = (await observeProxy(connection)) ?? [];
  return servers.filter(({ name }) => releaseOfServer(name) === release);
}

async function removeServer(connection: Connection, name: string): Promise<void> {
  const server = `${connection.app}/${name}`;
  await command(connection, `set server ${server} state maint`, `shutdown sessions server ${server}`);
  await command(connection, `del server ${server}`);
}

/** Requests that a release still works on. */
export async function inFlight(connection: Connection, release: string): Promise<number> {
  const answer = await command(connection, `show servers conn ${connection.app}`);
  const count = usedConnections(answer, (name) => releaseOfServer(name) === release);
  if (count === undefined)
    throw fail('PLAB_PROXY', connection.host.name, `it tells no connections: ${answer}`);
  return count;
}

function areReady(servers: readonly ServerState[] | undefined, server: Server): boolean {
  const ready = new Set(servers?.filter(({ mode }) => mode === 'ready').map(({ name }) => name));
  return serversOf(server).every(({ name }) => ready.has(name));
}

/** Throws PLAB_PROXY when the proxy does not send new requests to all of a release. */
export async function served(connection: Connection, server: Server): Promise<void> {
  const servers = await observeProxy(connection).catch(() => undefined);
  if (!areReady(servers, server)) throw servesNot(connection, server);
}

function servesNot({ host }: Connection, { name }: Server): Error {
  return fail('PLAB_PROXY', host.name, `it does not serve ${name}`);
}

async function expectAnswer(connection: Connection, text: string, expected: string): Promise<void> {
  const answer = await command(connection, text);
  if (!answer.includes(expected))
    throw fail('PLAB_PROXY', connection.host.name, answer || `no answer to “${text}”`);
}
