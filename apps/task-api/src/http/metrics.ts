import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Settings } from '../settings.ts';

/** Counts and times the requests of a server and serves the figures at `/metrics`. */
export function addMetrics(app: FastifyInstance, settings: Settings): void {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'pipeline_lab_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'endpoint', 'status_code'],
    registers,
  });
  const duration = new Histogram({
    name: 'pipeline_lab_request_duration_seconds',
    help: 'Time from the request to the end of its answer',
    labelNames: ['method', 'endpoint'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const connections = new Gauge({
    name: 'pipeline_lab_active_connections',
    help: 'Open connections',
    registers,
    collect() {
      return new Promise((resolve) => {
        app.server.getConnections((_error, count) => resolve(this.set(count ?? 0)));
      });
    },
  });
  new Gauge({
    name: 'pipeline_lab_deployment_info',
    help: 'What runs: always 1',
    labelNames: ['version', 'environment', 'build_number'],
    registers,
  }).set(
    { version: settings.version, environment: settings.environment, build_number: settings.buildNumber },
    1,
  );
  connections.set(0);
  app.addHook('onResponse', async (request, reply) => {
    const endpoint = request.routeOptions.url ?? 'unmatched';
    requests.inc({ method: request.method, endpoint, status_code: reply.statusCode });
    duration.observe({ method: request.method, endpoint }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
