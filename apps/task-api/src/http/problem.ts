import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { StorageError } from '../storage/store.ts';
import { type FieldError, fieldErrors } from './validation.ts';

/** Answers with problem details, RFC 9457. */
export function problem(
  reply: FastifyReply,
  status: number,
  detail: string,
  errors?: readonly FieldError[],
): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, errors }),
    );
}

/** Makes every error of the server problem details: wrong input, wrong path, and what went wrong inside. */
export function answerWithProblems(app: FastifyInstance): void {
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => problem(reply, 404, `there is no ${request.url}`));
}

/** What a client did wrong is told; what went wrong here is logged. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error.validation !== undefined) {
    const errors = fieldErrors(error.validation, error.validationContext);
    return problem(
      reply,
      400,
      errors.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; '),
      errors,
    );
  }
  if (error instanceof StorageError) return storageProblem(error, request, reply);
  const status = error.statusCode ?? 500;
  if (status < 500) return problem(reply, status, error.message);
  request.log.error(error);
  return problem(reply, status, 'the server could not do this');
}

function storageProblem(error: StorageError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  request.log.error(error);
  reply.header('Retry-After', '1');
  return problem(reply, error.reason === 'full' ? 507 : 503, error.message);
}

/** Not told in the OpenAPI document. */
const hidden: object = { hide: true };
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/** Answers 405 with `Allow` (RFC 9110, 15.5.6) for the methods that the paths of `addRoutes` do not have. */
export function refuseOtherMethods(app: FastifyInstance, addRoutes: () => void): void {
  const allowed = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const known = allowed.get(url) ?? new Set();
    for (const each of [method].flat()) known.add(each);
    allowed.set(url, known);
  });
  addRoutes();
  for (const [url, known] of allowed) {
    const names = methods.filter((name) => known.has(name)).join(', ');
    app.route({
      method: methods.filter((name) => !known.has(name)),
      url,
      schema: hidden,
      handler: (request, reply) =>
        problem(reply.header('Allow', names), 405, `${request.method} is not possible here, only ${names}`),
    });
  }
}
