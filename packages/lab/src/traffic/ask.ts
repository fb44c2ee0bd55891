import {
  Agent as HttpAgent,
  type IncomingMessage,
  request as httpRequest,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Visit, Visits } from './visits.ts';

type Way = Pick<Visits, 'url' | 'hostName'>;

/** Time (ms) after which a request without an answer is lost. */
const patience = 10_000;

/** Connections that are kept, at most `sockets` at a time. */
export function keptConnections({ url }: Way, sockets: number): HttpAgent {
  const options = { keepAlive: true, maxSockets: sockets };
  return url.startsWith('https:') ? new HttpsAgent(options) : new HttpAgent(options);
}

/** Where a request goes; a certificate of a throw-away host is not looked at. */
export function optionsFor({ url, hostName }: Way, path: string): RequestOptions {
  const { protocol, hostname, port } = new URL(url);
  const tls = protocol === 'https:' ? { rejectUnauthorized: false, servername: hostName ?? '' } : {};
  return { protocol, hostname, port, path, ...tls };
}

/** What a request calls the host. */
export function hostHeader({ url, hostName }: Way): { readonly host: string } {
  return { host: hostName ?? new URL(url).host };
}

/** `request` of the module that speaks the protocol. */
export function requestFor({ url }: Way): typeof httpRequest {
  return url.startsWith('https:') ? httpsRequest : httpRequest;
}

/** Sends one request and gives what answered. Throws when it was lost. Without an agent over a new connection. */
export async function ask(way: Way, visit: Visit, agent?: HttpAgent): Promise<string> {
  const { status, text } = await answerTo(way, visit, agent);
  return visit.judge(status, text);
}

export interface Answered {
  readonly status: number;
  readonly text: string;
}

/** The answer to one request, whatever it is. Throws when there is none that is whole. */
export function answerTo(
  way: Way,
  { kind, path, body = '' }: Pick<Visit, 'kind' | 'path' | 'body'>,
  agent?: HttpAgent,
): Promise<Answered> {
  const options = optionsFor(way, path);
  const headers = { ...hostHeader(way), 'content-length': Buffer.byteLength(body), ...typeOf(body) };
  return new Promise((resolve, reject) => {
    const call = requestFor(way)(
      {
        ...options,
        method: kind === 'post' ? 'POST' : 'GET',
        agent: kind === 'new' ? false : (agent ?? false),
        timeout: patience,
        headers,
      },
      (response) => void read(response).then(resolve, reject),
    );
    call.on('timeout', () => call.destroy(new Error('no answer within 10 s')));
    call.on('error', reject);
    call.end(body);
  });
}

async function read(response: IncomingMessage): Promise<Answered> {
  let text = '';
  for await (const part of response.setEncoding('utf8')) text += String(part);
  return { status: response.statusCode ?? 0, text };
}

function typeOf(body: string): Record<string, string> {
  if (body === '') return {};
  return { 'content-type': /^\s*[{[]/.test(body) ? 'application/json' : 'text/plain' };
}
