import type { AppConfig } from '../config/schema.ts';
import { fail } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { command } from '../proxy/command.ts';
import { configuredApp } from '../proxy/configure.ts';
import { switchFile } from '../proxy/files.ts';
import type { Connection } from '../ssh/connection.ts';
import { visit } from './visit.ts';

/**
 * Has the proxies of all hosts answer 503 with the maintenance page, or serve again. At once, by the runtime socket, and
 * for the next start of a proxy, by a file that it reads then. Takes no lock: a deployment may go on meanwhile.
 * Errors: PLAB_NOT_DEPLOYED, PLAB_PROXY.
 */
export async function setMaintenance(
  app: AppConfig,
  hosts: readonly Host[],
  on: boolean,
  signal: AbortSignal,
): Promise<void> {
  const turn = async (connection: Connection): Promise<void> => await turnOn(connection, on);
  await Promise.all(hosts.map(async (host) => await visit(app, host, signal, turn)));
}

async function turnOn(connection: Connection, on: boolean): Promise<void> {
  const { app, host } = connection;
  if ((await configuredApp(connection)) === undefined)
    throw fail('PLAB_NOT_DEPLOYED', host.name, `of ${app}`);
  const file = switchFile(app);
  await connection.run(['put', file, on ? 'on\n' : '']);
  await command(connection, `clear acl ${file}`);
  if (on) await command(connection, `add acl ${file} on`);
  const entries = await command(connection, `show acl ${file}`);
  if (/\bon$/m.test(entries) !== on)
    throw fail('PLAB_PROXY', host.name, entries || `it does not know ${file}`);
}
