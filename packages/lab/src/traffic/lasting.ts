import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { hostHeader, optionsFor, requestFor } from './ask.ts';
import { closeFrame, pongFrame, readFrames, textFrame } from './frames.ts';
import type { Socket, Stream, Visits } from './visits.ts';

type Way = Pick<Visits, 'url' | 'hostName'>;

/** Reads a stream to its end. Throws when it is cut: the answer is not whole, or the application said no good-bye. */
export async function streamOnce(
  way: Way,
  { path, isFarewell = () => true }: Stream,
  signal: AbortSignal,
): Promise<void> {
  const headers = hostHeader(way);
  const call = requestFor(way)({ ...optionsFor(way, path), headers, agent: false, signal });
  call.end();
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  if (response.statusCode !== 200) {
    response.resume();
    throw new Error(`HTTP ${response.statusCode}`);
  }
  let last = '';
  for await (const part of response.setEncoding('utf8')) last = (last + String(part)).slice(-40);
  if (!isFarewell(last)) throw new Error(`ended after ${JSON.stringify(last)}`);
}

/** Codes with which a server takes leave: done, going away, restarting (RFC 6455 and the registry of IANA). */
const farewells: ReadonlySet<number> = new Set([1000, 1001, 1012]);

/** A question is asked so often (ms), and so many may be without an answer: ten seconds. */
const pause = 200;
const mostUnanswered = 50;

/** Keeps a WebSocket open until the application says good-bye. Throws when the connection ends otherwise, or does not answer. */
export async function socketOnce(way: Way, { path, question }: Socket, signal: AbortSignal): Promise<void> {
  const connection = await upgrade(way, path, signal);
  const ended = Promise.withResolvers<number>();
  let unanswered = 0;
  connection.on('close', () => ended.resolve(1006));
  connection.on('error', () => undefined);
  readFrames(connection, {
    text: () => (unanswered = 0),
    ping: (payload) => connection.write(pongFrame(payload)),
    close: (code) => ended.resolve(code),
  });
  const leave = (): void => ended.resolve(1001);
  signal.addEventListener('abort', leave, { once: true });
  const talking = setInterval(() => {
    if (question === undefined) return;
    unanswered += 1;
    if (unanswered > mostUnanswered) ended.resolve(0);
    else connection.write(textFrame(question));
  }, pause);
  const code = await ended.promise;
  clearInterval(talking);
  signal.removeEventListener('abort', leave);
  connection.end(closeFrame(1000), () => connection.destroy());
  if (!signal.aborted && !farewells.has(code))
    throw new Error(code === 0 ? 'no answer within 10 s' : `closed with ${code}`);
}

/** The connection after the handshake of RFC 6455. Throws when the server does not take part. */
async function upgrade(way: Way, path: string, signal: AbortSignal): Promise<Duplex> {
  const options = optionsFor(way, path);
  const headers = {
    ...hostHeader(way),
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
  };
  const call = requestFor(way)({ ...options, headers, agent: false, signal });
  return await new Promise((resolve, reject) => {
    call.on('upgrade', (_response, connection, head) => {
      if (head.length > 0) connection.unshift(head);
      resolve(connection);
    });
    call.on('response', (response) => {
      response.resume();
      reject(new Error(`HTTP ${response.statusCode}`));
    });
    call.on('error', reject);
    call.end();
  });
}
