import type { IncomingMessage, ServerResponse } from 'node:http';

/** Nothing from elsewhere, no script but the page's own file, and no text that could become one. */
export const policy: string = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const headers = {
  'Content-Security-Policy': policy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-store',
} as const;

/**
 * Sets what every answer carries, and refuses what is not for this page: another name in `Host`, with which a foreign
 * page would reach it by DNS rebinding, and every method that does more than read. True when it has answered.
 */
export function refuses(request: IncomingMessage, response: ServerResponse, port: number): boolean {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const names = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!names.includes(request.headers.host?.toLowerCase() ?? ''))
    return answer(response, 421, 'this page has another address');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return answer(response, 405, 'this page is only read');
  }
  return false;
}

/** Answers with a short text. */
export function answer(response: ServerResponse, status: number, text: string): true {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
  return true;
}
