import { once } from 'node:events';
import { createServer } from 'node:net';
import { portTaken } from '../errors.ts';

/**
 * Throws PLAB_PORT_TAKEN when something on this machine listens on the port, with the option of `up` that chooses
 * another one. Port 0 is always free.
 */
export async function requireFreePort(port: number, option?: string): Promise<void> {
  if (port === 0) return;
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') throw portTaken(port, '', option);
    if (code === 'EACCES') throw portTaken(port, 'the system, which keeps ports below 1024 for root', option);
    throw error;
  }
  server.close();
  await once(server, 'close');
}
