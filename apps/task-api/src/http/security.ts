import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { problem } from './problem.ts';

const headers = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy':
    "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'Cache-Control': 'no-cache',
};

/** Nothing of this server is guessed at, framed, or told to other sites. No CORS header: only its own pages use it. */
export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}

/** Lets in who sends one of the tokens as a bearer, RFC 6750; all when there is none. */
export function requireToken(app: FastifyInstance, tokens: readonly string[]): void {
  if (tokens.length === 0) return;
  const known = tokens.map(digest);
  app.addHook('onRequest', async (request, reply) => {
    const [, token] = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const given = token === undefined ? undefined : digest(token.trim());
    if (given !== undefined && known.some((each) => timingSafeEqual(each, given))) return undefined;
    reply.header('WWW-Authenticate', token === undefined ? 'Bearer' : 'Bearer error="invalid_token"');
    return problem(reply, 401, 'send a token: Authorization: Bearer …');
  });
}

/** Of one length, which is what can be compared in constant time. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
