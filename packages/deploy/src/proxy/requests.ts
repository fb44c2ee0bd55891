import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import type { Connection } from '../ssh/connection.ts';
import { parseRequestLine } from '../watch/request-line.ts';
import type { Observation } from '../watch/tally.ts';
import { requestRing } from './config.ts';
import { command } from './command.ts';

/** The requests that the proxy remembers, oldest first. */
export async function pastRequests(connection: Connection): Promise<Observation[]> {
  const answer = await command(connection, `show events ${requestRing}`);
  return answer.split('\n').flatMap((line) => parseRequestLine(line) ?? []);
}

/**
 * Hands over each request from now on as soon as it ended, over one connection that stays open: no question for each
 * look. Resolves when the proxy's process ends, the connection to the host does, or `stop` aborts.
 */
export async function followRequests(
  connection: Connection,
  onRequest: (request: Observation) => void,
  stop: AbortSignal,
): Promise<void> {
  const socket = connect(connection.proxy.runtime);
  socket.write(`show events ${requestRing} -w -n\n`);
  socket.on('error', () => undefined);
  stop.addEventListener('abort', () => socket.destroy(), { once: true });
  const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  createInterface({ input: socket })
    .on('line', (line) => {
      const request = parseRequestLine(line);
      if (request !== undefined) onRequest(request);
    })
    .on('error', () => undefined);
  await ended;
}
