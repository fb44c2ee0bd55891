import { connect, type Socket } from 'node:net';
import type { Work } from './wrk.ts';

/** What is sent: so many requests a second, each when it is due. */
export interface PacedLoad {
  readonly url: string;
  readonly work: Work;
  readonly rate: number;
  readonly seconds: number;
  readonly connections: number;
  /** Seconds before, which do not count. */
  readonly warmUp: number;
}

/** Of each second: milliseconds from when each of its requests was due until the end of its answer. */
export type Paced = readonly (readonly number[])[];

interface Connection {
  readonly socket: Socket;
  /** Which request it waits for. */
  request: number;
  /** Bytes of the answer that are still to come; undefined before its head. */
  missing: number | undefined;
}

const load = JSON.parse(process.argv[2] ?? '') as PacedLoad;
const requests = requestsOf(load.work);
const total = Math.floor(load.rate * (load.warmUp + load.seconds));
const took = new Float64Array(total);
let sent = 0;
let answered = 0;
let began = Number.NaN;
const idle: Connection[] = await Promise.all(Array.from({ length: load.connections }, open));
began = performance.now();
const clock = setInterval(sendDue, 1);

function requestsOf({ method, paths, body = '' }: Work): Buffer[] {
  const length = body === '' ? '' : `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
  return paths.map((path) =>
    Buffer.from(`${method} ${path} HTTP/1.1\r\nHost: ${new URL(load.url).host}\r\n${length}\r\n${body}`),
  );
}

async function open(): Promise<Connection> {
  const { hostname, port } = new URL(load.url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const connection: Connection = { socket, request: -1, missing: undefined };
  socket.on('data', (chunk) => take(connection, chunk));
  socket.on('close', () => fail('the connection was closed'));
  await new Promise((resolve) => socket.once('connect', resolve));
  return connection;
}

/** Milliseconds after the beginning. */
function dueAt(request: number): number {
  return (request / load.rate) * 1000;
}

/** What is due and finds no connection waits, and its time runs. */
function sendDue(): void {
  const now = performance.now() - began;
  while (sent < total && dueAt(sent) <= now) {
    const connection = idle.shift();
    if (connection === undefined) return;
    connection.request = sent;
    connection.socket.write(requests[sent % requests.length] ?? '');
    sent += 1;
  }
}

function take(connection: Connection, chunk: Buffer): void {
  if (connection.missing === undefined) {
    const end = chunk.indexOf('\r\n\r\n');
    const head = chunk.toString('latin1', 0, end);
    const [, length] = /\r\ncontent-length: (\d+)/i.exec(head) ?? [];
    if (!head.startsWith('HTTP/1.1 2') || length === undefined) return fail(chunk.toString());
    connection.missing = Number(length) - (chunk.length - end - 4);
  } else connection.missing -= chunk.length;
  if (connection.missing > 0) return;
  connection.missing = undefined;
  took[connection.request] = performance.now() - began - dueAt(connection.request);
  answered += 1;
  idle.push(connection);
  sendDue();
  if (answered === total) finish();
}

function finish(): void {
  clearInterval(clock);
  const first = Math.ceil(load.rate * load.warmUp);
  const at = (second: number): number => first + Math.floor(second * load.rate);
  const paced: Paced = Array.from({ length: load.seconds }, (_, second) =>
    Array.from(took.subarray(at(second), at(second + 1))),
  );
  process.send?.(paced);
}

function fail(why: string): void {
  console.error(`${load.work.method} ${load.url}: ${why.slice(0, 500)}`);
  process.exit(1);
}
