import { fail } from '../errors.ts';
import type { Connection } from '../ssh/connection.ts';
import { command } from './command.ts';
import { renderConfig, structureOf } from './config.ts';
import type { ProxiedApp } from './entry.ts';
import { editOf } from './edit.ts';
import { appsOf, foreignUse, withApp } from './ownership.ts';
import { served } from './proxy.ts';
import { type Replacement, replaceWith } from './replace.ts';
import { proxyConfigFile, proxyMasterSocket, proxyRuntimeSocket } from './sockets.ts';

/** Seconds that a reload waits for other applications whose traffic is moved, but not yet confirmed. */
const patience = 120;

/**
 * Brings the application's part of the configuration file, and the proxy, to what is wanted; a proxy that has it already
 * is left alone. One that does not take it keeps the configuration that it had. `known` is the file as it was a moment ago.
 * Errors: PLAB_PROXY, PLAB_PROXY_TAKEN.
 */
export async function configureProxy(
  connection: Connection,
  wanted: ProxiedApp,
  known?: ProxyFile,
): Promise<void> {
  const { previous, apps } = await writeConfiguration(connection, wanted, known);
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
export async function writeConfiguration(
  connection: Connection,
  wanted: ProxiedApp,
  known?: ProxyFile,
): Promise<Configuration> {
  for (let file = known; ; file = undefined) {
    const next = await configurationWith(connection, wanted, file);
    if (next.unchanged) return next;
    if ((await replaceWith(connection, 'replace', next)) === 'replaced') return next;
  }
}

/** The file with the application's part as wanted, and what it had before. */
export interface Configuration extends Replacement {
  readonly apps: readonly ProxiedApp[];
  readonly previous: ProxiedApp | undefined;
  readonly unchanged: boolean;
}

/** Makes the text of the file from what it has now. Errors: PLAB_PROXY_TAKEN. */
export async function configurationWith(
  connection: Connection,
  wanted: ProxiedApp,
  known?: ProxyFile,
): Promise<Configuration> {
  const { from, text: before } = known ?? (await readProxyFile(connection));
  const { apps, previous } = withApp(before, wanted, connection.host.name);
  const text = renderConfig(apps);
  const edit = editOf(before, text);
  return { file: proxyConfigFile, from, text, edit, apps, previous, unchanged: edit === '' };
}

/** What the file says of the connection's application; `known` is the file as it was a moment ago. */
export async function configuredApp(
  connection: Connection,
  known?: ProxyFile,
): Promise<ProxiedApp | undefined> {
  const { text } = known ?? (await readProxyFile(connection));
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
export function checkProxyOwner({ text }: ProxyFile, app: string, host: string): void {
  const other = foreignUse(text, app);
  if (other !== undefined) throw fail('PLAB_PROXY_TAKEN', host, other);
}

async function loadedStructure(connection: Connection): Promise<string | undefined> {
  return /^description: (\S+)$/im.exec(await command(connection, 'show info'))?.[1];
}

/** The configuration file of a host's proxy. */
export interface ProxyFile {
  /** Its hash. */
  readonly from: string;
  readonly text: string;
  /** Hashes of other files that were asked for, in hexadecimal; undefined for one that is not there. */
  readonly others: readonly (string | undefined)[];
}

/** Reads it, and looks at `others`. */
export async function readProxyFile(
  connection: Connection,
  ...others: readonly string[]
): Promise<ProxyFile> {
  const answer = await connection.ask(['show', proxyConfigFile, ...others]);
  const end = answer.indexOf('\n');
  const [from = '', ...hashes] = answer.slice(0, end < 0 ? undefined : end).split(' ');
  return {
    from,
    text: end < 0 ? '' : answer.slice(end + 1),
    others: hashes.map((hash) => (hash === '-' ? undefined : hash)),
  };
}
