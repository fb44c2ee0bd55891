import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';

/** Answers with problem details, RFC 9457. */
export function problem(reply: FastifyReply, status: number, detail: string): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail });
}

/** Makes every error of the server problem details: wrong input, wrong path, and what went wrong inside. */
export function answerWithProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return problem(reply, status, error.message);
    request.log.error(error);
    return problem(reply, status, 'the server could not do this');
  });
  app.setNotFoundHandler((request, reply) => problem(reply, 404, `there is no ${request.url}`));
}

/** Answers 405 with `Allow` (RFC 9110, 15.5.6) for the methods that a known path does not have. */
export function refuseOtherMethods(
  app: FastifyInstance,
  allowed: Readonly<Record<string, readonly string[]>>,
): void {
  for (const [url, methods] of Object.entries(allowed)) {
    const method = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((name) => !methods.includes(name));
    app.route({
      method,
      url,
      handler: (request, reply) =>
        problem(reply.header('Allow', methods.join(', ')), 405, `${request.method} is not possible here`),
    });
  }
}
