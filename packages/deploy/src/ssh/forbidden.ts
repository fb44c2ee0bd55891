import { once } from 'node:events';
import { connect } from 'node:net';

/** What ssh says of a forward that the host's SSH server does not allow (RFC 4254, 5.1: reason 1), at the level INFO. */
const refusal = /open failed: administratively prohibited/;

export function isRefusal(line: string): boolean {
  return refusal.test(line);
}

/**
 * Whether the host's SSH server forbids the forward behind a local socket; that nothing listens at its end is no matter.
 * `refusals` counts what ssh has said of forwards, `ask` runs a command on the host.
 */
export async function isForbidden(
  socketPath: string,
  refusals: () => number,
  ask: (argv: readonly string[]) => Promise<unknown>,
): Promise<boolean> {
  const before = refusals();
  const socket = connect(socketPath);
  try {
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    // One stream carries both, in order. ssh may read the first command before it takes the connection, the second one comes
    // after it; so does its answer, and what ssh says of the connection is written before that.
    for (const argv of [['true'], ['true']]) await ask(argv);
    await new Promise((resolve) => setImmediate(resolve));
    return refusals() > before;
  } finally {
    socket.destroy();
  }
}
