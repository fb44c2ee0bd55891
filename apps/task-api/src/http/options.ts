import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import type { FastifyHttpOptions, RawServerDefault } from 'fastify';
import type { Settings } from '../settings.ts';
import { answerError } from './problem.ts';
import { requestLogs } from './request-log.ts';

/** Bytes of a body. */
const bodyLimit = 65_536;
/** Milliseconds: a client that sends more slowly is cut off, one byte at a time or not at all. */
const headersTime = 10_000;
const requestTime = 30_000;
/** Longer than a proxy keeps idle connections, so that it never sends on one that is being closed. */
const keepAliveTime = 72_000;

/** How the server talks: limits, times, request ids, and logs. */
export function serverOptions(settings: Settings): FastifyHttpOptions<RawServerDefault> {
  return {
    logger: { level: settings.logLevel, redact: ['req.headers.authorization', 'req.headers.cookie'] },
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && /^[\w.-]{1,128}$/.test(given) ? given : randomUUID();
    },
    childLoggerFactory: requestLogs(settings.logLevel),
    bodyLimit,
    keepAliveTimeout: keepAliveTime,
    requestTimeout: requestTime,
    http: { headersTimeout: headersTime, connectionsCheckingInterval: 1000 },
    forceCloseConnections: 'idle',
    // A request that comes on an open connection while the server closes is answered like any other.
    return503OnClosing: false,
    trustProxy: settings.trustedProxies.length === 0 ? false : [...settings.trustedProxies],
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    clientErrorHandler: answerBadRequest,
  };
}

/** What the HTTP parser refuses gets no request, only an answer. */
function answerBadRequest(error: Error & { code?: string }, socket: Socket): void {
  const status = statusOf(error.code);
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const title = STATUS_CODES[status] ?? 'Error';
  const body = JSON.stringify({
    type: 'about:blank',
    title,
    status,
    detail: 'this is no request that can be read',
  });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function statusOf(code: string | undefined): number {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  return code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
}
