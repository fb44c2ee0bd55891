import type { FastifyInstance } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { traceOf } from '../http/trace-context.ts';
import type { ExternalService } from './service.ts';

const answer: TSchema = Type.Object({
  status: Type.Unsafe({ type: 'string', enum: ['reachable', 'unreachable', 'not configured'] }),
  circuit: Type.Optional(Type.Unsafe({ type: 'string', enum: ['closed', 'open', 'half-open'] })),
  attempts: Type.Optional(Type.Integer()),
  duration_ms: Type.Optional(Type.Number()),
  status_code: Type.Optional(Type.Integer()),
  reason: Type.Optional(Type.String()),
});

/** `GET /external-check`: asks the configured service and tells how that went. The library loads with the first. */
export function addExternalCheck(app: FastifyInstance, url: string | undefined): void {
  let service: Promise<ExternalService> | undefined;
  const content = { 'application/json': { schema: answer } };
  const schema = {
    operationId: 'checkExternal',
    summary: 'Whether the service that this one depends on answers',
    response: { 200: { description: 'It does', content }, 503: { description: 'It does not', content } },
  };
  app.get('/external-check', { schema }, async (request, reply) => {
    if (url === undefined) return reply.send({ status: 'not configured' });
    service ??= import('./service.ts').then(({ externalService }) => externalService(url));
    const found = await (await service).check(traceOf(request.headers['traceparent']));
    return reply.code(found.status === 'reachable' ? 200 : 503).send(found);
  });
}
