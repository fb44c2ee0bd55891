import { commandName } from '../effects/names.ts';
import { fail } from '../errors.ts';
import type { Connection } from '../ssh/connection.ts';
import { ask } from './runtime.ts';
import { proxyRuntimeSocket } from './sockets.ts';

/** Runs commands on the proxy's runtime socket, as one, and gives the answer. Errors: PLAB_PROXY. */
export async function command(connection: Connection, ...texts: readonly string[]): Promise<string> {
  connection.lost.throwIfAborted();
  const name = commandName(texts);
  const answer = async (): Promise<string> => await ask(connection.proxy.runtime, ...texts);
  return await (name === undefined ? answer() : connection.effect(name, answer)).catch((error: unknown) => {
    throw fail('PLAB_PROXY', connection.host.name, `${proxyRuntimeSocket} does not answer`, error);
  });
}
