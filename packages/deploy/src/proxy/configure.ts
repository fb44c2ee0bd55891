import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../errors.ts';
import type { Connection } from '../ssh/connection.ts';
import { command } from './command.ts';
import { type Configuration, foreignUse, renderConfig } from './config.ts';
import { reloadTime, served } from './proxy.ts';
import { ask } from './runtime.ts';
import { proxyConfigFile, proxyMasterSocket, proxyRuntimeSocket } from './sockets.ts';

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
    await reloadProxy(connection);
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

/** Writes the configuration file alone; what the proxy does now is not changed. */
export async function writeConfiguration(
  connection: Connection,
  wanted: Omit<Configuration, 'socket'>,
): Promise<void> {
  await writeConfig(connection, configurationFor(wanted).text);
}

/** Reloads the proxy. HAProxy before 2.7 answers before it has happened, and tells nobody when it has. */
export async function reloadProxy(connection: Connection): Promise<void> {
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

/** Refuses a host whose proxy already serves something else. */
export async function checkProxyOwner(connection: Connection, app: string): Promise<void> {
  const other = foreignUse(await connection.run(['cat', proxyConfigFile]), app);
  if (other !== undefined) throw fail('PLAB_PROXY_TAKEN', connection.host.name, other);
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
