import { fail } from '../errors.ts';
import type { Connection } from '../ssh/connection.ts';
import type { Replacement } from '../watch/guard.ts';
import { command } from './command.ts';
import { renderConfig, structureOf } from './config.ts';
import type { ProxiedApp } from './entry.ts';
import { appsOf, foreignUse, withApp } from './ownership.ts';
import { served } from './proxy.ts';
import { proxyConfigFile, proxyMasterSocket, proxyRuntimeSocket } from './sockets.ts';

/** Seconds that a reload waits for other applications whose traffic is moved, but not yet confirmed. */
const patience = 120;

/**
 * Brings the application's part of the configuration file, and the proxy, to what is wanted; a proxy that has it already
 * is left alone. One that does not take it keeps the configuration that it had. Errors: PLAB_PROXY, PLAB_PROXY_TAKEN.
 */
export async function configureProxy(connection: Connection, wanted: ProxiedApp): Promise<void> {
  const { previous, apps } = await writeConfiguration(connection, wanted);
  if ((await loadedStructure(connection)) === structureOf(apps)) return;
  try {
    await reloadProxy(connection);
    if (wanted.server !== undefined) await served(connection, wanted.server);
  } catch (error) {
    if (previous !== undefined) await writeConfiguration(connection, previous);
    throw error;
  }
}

/** Writes the application's part of the configuration file alone; what the proxy does now is not changed. */
export async function writeConfiguration(connection: Connection, wanted: ProxiedApp): Promise<Configuration> {
  for (;;) {
    const next = await configurationWith(connection, wanted);
    if (next.unchanged) return next;
    const { file, from, text } = next;
    const answer = await connection.run(['replace', file, from, text]);
    if (answer.trim() === 'replaced') return next;
  }
}

/** The file with the application's part as wanted, and what it had before. */
export interface Configuration extends Replacement {
  readonly apps: readonly ProxiedApp[];
  readonly previous: ProxiedApp | undefined;
  readonly unchanged: boolean;
}

/** Makes the text of the file from what it has now. Errors: PLAB_PROXY_TAKEN. */
export async function configurationWith(connection: Connection, wanted: ProxiedApp): Promise<Configuration> {
  const { from, text: before } = await readConfig(connection);
  const { apps, previous } = withApp(before, wanted, connection.host.name);
  const text = renderConfig(apps);
  return { file: proxyConfigFile, from, text, apps, previous, unchanged: text.trim() === before.trim() };
}

/** What the file says of the connection's application. */
export async function configuredApp(connection: Connection): Promise<ProxiedApp | undefined> {
  const { text } = await readConfig(connection);
  return appsOf(text, connection.host.name).find(({ app }) => app === connection.app);
}

/** Reloads the proxy, once no other application's traffic is moved in its memory alone. Errors: PLAB_PROXY. */
export async function reloadProxy(connection: Connection): Promise<void> {
  const sockets = [proxyRuntimeSocket, proxyMasterSocket];
  try {
    await connection.run(['reload', proxyConfigFile, ...sockets, String(patience)]);
  } catch (error) {
    connection.lost.throwIfAborted();
    throw fail('PLAB_PROXY', connection.host.name, error instanceof Error ? error.message : '', error);
  }
}

/** Refuses a host whose proxy already serves something that is not ours. */
export async function checkProxyOwner(connection: Connection, app: string): Promise<void> {
  const other = foreignUse((await readConfig(connection)).text, app);
  if (other !== undefined) throw fail('PLAB_PROXY_TAKEN', connection.host.name, other);
}

async function loadedStructure(connection: Connection): Promise<string | undefined> {
  return /^description: (\S+)$/im.exec(await command(connection, 'show info'))?.[1];
}

async function readConfig(connection: Connection): Promise<{ from: string; text: string }> {
  const answer = await connection.ask(['show', proxyConfigFile]);
  const end = answer.indexOf('\n');
  return { from: answer.slice(0, end < 0 ? undefined : end), text: end < 0 ? '' : answer.slice(end + 1) };
}
