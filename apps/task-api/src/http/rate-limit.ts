import type { FastifyInstance } from 'fastify';

/** Answers 429 with `Retry-After` to an address that sends more requests a minute; not for health and metrics. */
export function limitRate(app: FastifyInstance, perMinute: number): void {
  if (perMinute === 0) return;
  void app.register(import('@fastify/rate-limit'), {
    max: perMinute,
    timeWindow: 60_000,
    allowList: (request) => /^\/(health|metrics)/.test(request.url),
    errorResponseBuilder: (_request, { after }) =>
      Object.assign(new Error(`too many requests: try again in ${after}`), { statusCode: 429 }),
  });
}
