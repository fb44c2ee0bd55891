import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Settings } from '../settings.ts';
import { type RequestFigures, requestFigures } from './request-figures.ts';

export interface Metrics {
  /** For figures of other parts. */
  readonly registry: Registry;
  readonly requests: RequestFigures;
}

/** Gauges with a counter's name; the figures by type say the same. */
const misnamed = ['handles', 'requests', 'resources'].map((what) => `nodejs_active_${what}_total`);

/** Counts and times the requests of a server, and knows what it runs on. */
export function addMetrics(app: FastifyInstance, settings: Settings): Metrics {
  const registry = new Registry();
  const requests = requestFigures();
  collectDefaultMetrics({ register: registry });
  for (const name of misnamed) registry.removeSingleMetric(name);
  const registers = [registry];
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
  connections.set(0);
  const info = new Gauge({
    name: 'pipeline_lab_deployment_info',
    help: 'What runs: always 1',
    labelNames: ['version', 'environment', 'build_number'],
    registers,
  });
  const { version, environment, buildNumber } = settings;
  info.set({ version, environment, build_number: buildNumber }, 1);
  app.addHook('onResponse', (request, reply, done) => {
    requests.count(
      request.method,
      request.routeOptions.url ?? 'unmatched',
      reply.statusCode,
      reply.elapsedTime / 1000,
    );
    done();
  });
  return { registry, requests };
}

/** `GET /metrics` in Prometheus' text format. */
export function addMetricsRoute(app: FastifyInstance, { registry, requests }: Metrics): void {
  const schema = {
    operationId: 'readMetrics',
    summary: 'Figures for Prometheus',
    response: { 200: { description: 'Done', content: { 'text/plain': { schema: { type: 'string' } } } } },
  };
  app.get('/metrics', { schema }, async (_request, reply) =>
    reply.header('Content-Type', registry.contentType).send(requests.text() + (await registry.metrics())),
  );
}
